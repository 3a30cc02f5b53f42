package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars that a worker is started from, all of the distribution.
 *
 * @param classPath
 *            of the process
 * @param bundles
 *            that it starts in its framework before the plugin
 */
public record WorkerJars(List<Path> classPath, List<Path> bundles) {
    private static final List<String> CLASS_PATH = List.of("id\\.core\\.plugins", "id\\.api",
            "jackson-(annotations|core|databind)", "org\\.osgi\\.util\\.(function|promise)",
            "org\\.osgi\\.service\\.component", "org\\.apache\\.felix\\.configadmin");
    private static final List<String> BUNDLES = List.of("org\\.apache\\.felix\\.(configadmin|log|scr)", "id\\.core\\.logging");

    public WorkerJars {
        classPath = List.copyOf(classPath);
        bundles = List.copyOf(bundles);
    }

    /** Those of an exploded distribution: {@code lib/*.jar} and some of {@code system/NN/*.jar}. */
    static WorkerJars of(Path distribution) {
        try (Stream<Path> lib = Files.list(distribution.resolve("lib")); Stream<Path> system = Files.walk(distribution.resolve("system"))) {
            List<Path> jars = system.filter(WorkerJars::isJar).sorted().toList();
            List<Path> classPath = Stream.concat(matching(jars, CLASS_PATH), lib.filter(WorkerJars::isJar).sorted()).toList();
            return new WorkerJars(classPath, matching(jars, BUNDLES).toList());
        } catch (IOException unreadable) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The distribution cannot be read: " + distribution,
                    unreadable);
        }
    }

    private static Stream<Path> matching(List<Path> jars, List<String> names) {
        Pattern pattern = Pattern.compile("(" + String.join("|", names) + ")-\\d.*\\.jar");
        return jars.stream().filter(jar -> pattern.matcher(jar.getFileName().toString()).matches());
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }
}
