package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the token is and how it is used.
 *
 * @param library
 *            the PKCS#11 library of its maker, absolute
 * @param label
 *            the token's label
 * @param slot
 *            the id of its slot; neither: the only token there
 * @param pinFile
 *            whose first line is the PIN, absolute
 * @param concurrentCalls
 *            how many calls may be in the token at a time
 * @param waitSeconds
 *            longest wait for a place among them
 */
record TokenSettings(Path library, Optional<String> label, OptionalInt slot, Path pinFile, int concurrentCalls,
        int waitSeconds) {
    private static final int MAX_CALLS = 1_000;
    private static final int MAX_WAIT_SECONDS = 600;

    static TokenSettings of(Pkcs11KeyVault.Config config) {
        Path library = file("library", config.library(), "the PKCS#11 library of the token's maker");
        // What Java's provider would read as something else than a path.
        if (library.toString().matches("(?s).*(\"|\\$\\{|\\\\n|[\\r\\n]).*")) {
            throw refused("library", "The path must not contain quotes, ${, \\n or line breaks: link it elsewhere");
        }
        if (!config.tokenLabel().isBlank() && config.slot() >= 0) {
            throw refused("slot", "Settings tokenLabel and slot exclude each other: give one");
        }
        return new TokenSettings(library, Optional.of(config.tokenLabel().strip()).filter(label -> !label.isEmpty()),
                config.slot() < 0 ? OptionalInt.empty() : OptionalInt.of(config.slot()),
                file("pinFile", config.pinFile(), "a file whose first line is the token's PIN"),
                inRange("concurrentCalls", config.concurrentCalls(), MAX_CALLS),
                inRange("waitSeconds", config.waitSeconds(), MAX_WAIT_SECONDS));
    }

    /** The token as the log and errors name it. */
    String token() {
        return label.map(label -> "\"" + label + "\"")
                .orElse(slot.isPresent() ? "in slot " + slot.getAsInt() : "of " + library);
    }

    private static Path file(String setting, String value, String what) {
        if (value.isBlank()) {
            throw refused(setting, "Set " + setting + " to " + what);
        }
        Path path = Path.of(value.strip()).toAbsolutePath();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw refused(setting,
                    "The file " + path + " is not there or cannot be read: set " + setting + " to " + what);
        }
        return path;
    }

    private static int inRange(String setting, int value, int max) {
        if (value < 1 || value > max) {
            throw refused(setting, "Setting " + setting + " must be from 1 to " + max + ", not " + value);
        }
        return value;
    }

    private static IdentityException refused(String setting, String message) {
        return new IdentityException(SecurityError.VAULT_UNAVAILABLE, setting, message);
    }
}
