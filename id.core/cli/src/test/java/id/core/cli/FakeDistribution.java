package id.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** The distribution that a command came with, its script {@code idem} being a few lines of shell. */
final class FakeDistribution extends ExternalResource {
    private static final String PROPERTY = "idem.distribution";

    private final TemporaryFolder folder;
    private String before;

    FakeDistribution(TemporaryFolder folder) {
        this.folder = folder;
    }

    @Override
    protected void before() {
        before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, path().toString());
    }

    @Override
    protected void after() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    Path path() {
        return folder.getRoot().toPath().resolve("distribution");
    }

    void script(String body) throws IOException {
        Path script = path().resolve("bin/idem");
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + body);
        script.toFile().setExecutable(true);
    }

    /** Its systems announce a server that is there already, and run until they are stopped. */
    void announces(FakeSystem system) throws IOException {
        Path key = Files.writeString(folder.getRoot().toPath().resolve("key"), system.key().toJSONString());
        script("""
                echo "$@" >> %1$s/started
                mkdir -p "$3/run" "$3/keys"
                cp %2$s "$3/keys/admin.jwk"
                echo "{\\"pid\\":$$,\\"port\\":%3$d}" > "$3/run/new"
                echo $$ > %1$s/pid
                mv "$3/run/new" "$3/run/idem.json"
                exec tail -f /dev/null
                """.formatted(path(), key, system.port()));
    }

    String file(String name) throws IOException {
        return Files.readString(path().resolve(name)).strip();
    }
}
