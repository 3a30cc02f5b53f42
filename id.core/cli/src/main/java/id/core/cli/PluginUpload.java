package id.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command that hands a plugin's jar over. */
abstract class PluginUpload extends RemoteCommand {
    private static final int MAX_MIB = 64;

    @Parameters(paramLabel = "JAR", description = "The plugin, a jar of at most " + MAX_MIB + " MiB") private Path jar;

    private final String path;
    private final String done;

    /** @param done
     *            what to say when it is done */
    PluginUpload(String path, String done) {
        this.path = path;
        this.done = done;
    }

    @Override
    void check() {
        if (Files.isDirectory(jar)) {
            throw CommandFailure.wrongUse("NOT_A_FILE", "jar", jar + " is a folder: name the jar itself");
        }
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            throw unreadable();
        }
        long bytes = size();
        if (bytes == 0) {
            throw CommandFailure.wrongUse("JAR_EMPTY", "jar", "The file " + jar + " is empty: copy it again");
        }
        if (bytes > (long) MAX_MIB << 20) {
            throw CommandFailure.wrongUse("JAR_TOO_LARGE", "jar",
                    "The file " + jar + " is larger than " + MAX_MIB + " MiB, which no plugin may be");
        }
    }

    private long size() {
        try {
            return Files.size(jar);
        } catch (IOException gone) {
            throw unreadable();
        }
    }

    private CommandFailure unreadable() {
        return CommandFailure.wrongUse("FILE_UNREADABLE", "jar",
                "The file " + jar + " cannot be read: check its name and rights");
    }

    @Override
    int run(Api api, Output output) {
        try {
            return new PluginChangeText(done)
                    .tell(api.upload(path + "?file=" + PathPart.of(jar.getFileName().toString()), "application/java-archive", jar), output);
        } catch (IOException gone) {
            throw unreadable();
        }
    }
}
