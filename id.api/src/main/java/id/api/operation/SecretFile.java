package id.api.operation;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A secret that is not to stand among the settings, where backups and colleagues see it: the first line of a file of its
 * own, which only its owner may read. Secret stores of platforms hand theirs out so (systemd credentials, mounted
 * secrets of containers).
 */
public final class SecretFile {
    private static final int MOST_BYTES = 10_000;

    private SecretFile() {}

    /**
     * Reads it.
     *
     * @param setting
     *            the setting that names the file, for errors
     * @return the first line without white space around it
     * @throws IdentityException
     *             INVALID_VALUE, with the mend, when the file is not there or cannot be read, has no first line, more than 10,000 bytes, or
     *             others may read it
     */
    public static Secret read(Path file, String setting) {
        if (FileRights.othersMayRead(file)) {
            throw invalid(setting, "others than its owner may read " + file + ": chmod 600 " + file);
        }
        try {
            String line = Files.size(file) > MOST_BYTES ? ""
                    : Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
            if (line.isEmpty()) {
                throw invalid(setting, "the first line of " + file + " must be the secret");
            }
            return Secret.of(line.toCharArray());
        } catch (IOException unreadable) {
            throw invalid(setting, "the file " + file + " is not there or cannot be read");
        }
    }

    private static IdentityException invalid(String setting, String why) {
        return new IdentityException(GeneralError.INVALID_VALUE, setting, setting + ": " + why);
    }
}
