package id.core.plugins.process;

import id.worker.Worker;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a worker. It holds no secret, and nothing that the plugin chose.
 *
 * @param mainClass
 *            what is started
 */
record WorkerCommand(Platform platform, WorkerJars jars, ProcessSettings settings, String mainClass) {
    private static final int METASPACE = 192;
    private static final int CODE = 96;
    /** Stacks, the collector's own and what the C library maps: a JVM of 32 MB heap starts with about 1.5 GB of address space. */
    private static final int OWN = 2_560;
    private static final int UNSAFE_WARNS_FROM = 24;

    WorkerCommand(Platform platform, WorkerJars jars, ProcessSettings settings) {
        this(platform, jars, settings, Worker.class.getName());
    }

    List<String> line(Path folder, boolean offNetwork) {
        List<String> line = new ArrayList<>();
        if (offNetwork) {
            line.addAll(platform.offNetwork());
        }
        platform.nice().ifPresent(nice -> line.addAll(List.of(nice.toString(), "-n", Integer.toString(settings.niceness()))));
        int cores = Runtime.getRuntime().availableProcessors();
        if (settings.cpus() < cores) {
            platform.taskset().ifPresent(taskset -> line.addAll(List.of(taskset.toString(), "--cpu-list",
                    cores - settings.cpus() + "-" + (cores - 1))));
        }
        platform.prlimit().ifPresent(prlimit -> line.addAll(List.of(prlimit.toString(), "--as=" + addressSpace(),
                "--nofile=" + settings.openFiles(), "--core=0", "--memlock=0", "--")));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags(folder));
        line.add("-cp");
        line.add(jars.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        line.add(mainClass);
        return line;
    }

    private long addressSpace() {
        return (2L * settings.memoryMegabytes() + METASPACE + CODE + OWN) << 20;
    }

    private List<String> flags(Path folder) {
        int megabytes = settings.memoryMegabytes();
        List<String> flags = new ArrayList<>(List.of("-Xmx" + megabytes + "m", "-XX:MaxDirectMemorySize=" + megabytes + "m",
                "-XX:MaxMetaspaceSize=" + METASPACE + "m", "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=" + CODE + "m", "-XX:ActiveProcessorCount=" + settings.cpus(), "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-Xshare:auto",
                "-XX:ErrorFile=" + folder.resolve("crash.log"), "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Duser.home=" + folder.resolve("tmp"), "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8", "-Dlogback.configurationFile=id/worker/logback.xml",
                "-Dio.netty.machineId=00:00:00:00:00:00:00:01"));
        if (Runtime.version().feature() >= UNSAFE_WARNS_FROM) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }
}
