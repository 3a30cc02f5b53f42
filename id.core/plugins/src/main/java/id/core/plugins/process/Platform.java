package id.core.plugins.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this machine can do to a process beyond what the virtual machine does to itself. Found out by trying, once.
 *
 * @param nice
 *            the command that lowers priority, where it works
 * @param prlimit
 *            the command that sets limits of the kernel, where it works
 * @param taskset
 *            the command that binds to processors, where it works
 * @param offNetwork
 *            the command, with its arguments, that starts a process in a network of its own; empty where none works
 */
record Platform(Optional<Path> nice, Optional<Path> prlimit, Optional<Path> taskset, List<String> offNetwork) {
    private static final List<List<String>> WAYS_OFF = List.of(List.of("unshare", "--net"),
            List.of("unshare", "--user", "--map-current-user", "--net"), List.of("unshare", "--user", "--map-root-user", "--net"));
    private static final long PATIENCE_SECONDS = 10;

    Platform {
        offNetwork = List.copyOf(offNetwork);
    }

    static Platform probed() {
        return new Platform(working("nice", "-n", "1"), working("prlimit", "--nofile=256:256"),
                working("taskset", "--cpu-list", "0"), offNetworkWay());
    }

    private static Optional<Path> working(String command, String... arguments) {
        return found(command).filter(path -> succeeds(Stream.concat(Stream.of(path.toString()), Stream.of(arguments)).toList()));
    }

    private static List<String> offNetworkWay() {
        Optional<Path> unshare = found("unshare");
        for (List<String> way : unshare.isPresent() ? WAYS_OFF : List.<List<String>>of()) {
            List<String> command = Stream.concat(Stream.of(unshare.get().toString()), way.stream().skip(1)).toList();
            if (succeeds(command)) {
                return command;
            }
        }
        return List.of();
    }

    private static boolean succeeds(List<String> prefix) {
        Optional<Path> nothing = found("true");
        if (nothing.isEmpty()) {
            return false;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of(nothing.get().toString())).toList());
            builder.environment().clear();
            Process process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Not through a shell: what the path of the core's user says. */
    private static Optional<Path> found(String command) {
        Map<String, String> environment = System.getenv();
        return Stream.of(environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator)).map(Path::of)
                .filter(Path::isAbsolute).map(folder -> folder.resolve(command)).filter(Files::isExecutable).findFirst();
    }

    boolean canTakeOffNetwork() {
        return !offNetwork.isEmpty();
    }

    /** What is missing, one sentence for an operator; empty when nothing is. */
    String lack() {
        List<String> lacking = Stream.of(
                canTakeOffNetwork() ? "" : "plugins without the grant NETWORK cannot be held off the network (unshare --net)",
                prlimit.isPresent() ? "" : "address space and open files are not limited (prlimit)",
                nice.isPresent() ? "" : "priority cannot be lowered (nice)",
                taskset.isPresent() ? "" : "processors are limited by the virtual machine alone (taskset)")
                .filter(lack -> !lack.isEmpty()).toList();
        return String.join("; ", lacking);
    }
}
