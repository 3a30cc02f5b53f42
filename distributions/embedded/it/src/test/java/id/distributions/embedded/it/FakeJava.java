package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Java home that is a few lines of shell: it tells a version, and when it is asked to run something, its folder. */
final class FakeJava {
    private final Path home;

    private FakeJava(Path home) {
        this.home = home;
    }

    static FakeJava create(Path home, String version) throws IOException {
        Path java = home.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                #!/bin/sh
                case "$*" in
                *-version) echo 'openjdk version "%s" 2024-01-16' >&2 ;;
                *) echo "started in %s" ;;
                esac
                """.formatted(version, home));
        if (!java.toFile().setExecutable(true)) {
            throw new IOException(java + " cannot be made executable");
        }
        return new FakeJava(home);
    }

    /** Adds the file that a JDK carries beside its commands. */
    FakeJava withRelease(String version) throws IOException {
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Example\"\nJAVA_VERSION=\"" + version + "\"\n");
        return this;
    }

    String home() {
        return home.toString();
    }

    Path bin() {
        return home.resolve("bin");
    }

    /** What it prints when it is the one that was taken. */
    String mark() {
        return "started in " + home;
    }
}
