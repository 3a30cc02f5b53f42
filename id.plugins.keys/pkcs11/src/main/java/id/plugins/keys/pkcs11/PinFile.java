package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file whose first line is the PIN. Read at each login: the PIN stays in memory no longer than that. */
final class PinFile {
    private static final int MAX_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Logger LOG = LoggerFactory.getLogger(PinFile.class);

    private PinFile() {}

    /** The PIN; the caller overwrites it after use. */
    static char[] read(Path file) {
        byte[] content = new byte[0];
        try {
            warnOfReaders(file);
            if (Files.size(file) > MAX_BYTES) {
                throw refused("The PIN file " + file + " has more than " + MAX_BYTES + " bytes: it holds the PIN alone");
            }
            content = Files.readAllBytes(file);
            char[] pin = firstLine(content);
            if (pin.length == 0) {
                throw refused("The first line of the PIN file " + file + " is empty: write the PIN of the token there");
            }
            return pin;
        } catch (IOException unreadable) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "pinFile", "The PIN file " + file
                    + " cannot be read: write the PIN of the token there, readable by the user of Idem alone",
                    unreadable);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static char[] firstLine(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(content, 0, end));
        char[] pin = Arrays.copyOfRange(decoded.array(), 0, decoded.limit());
        Arrays.fill(decoded.array(), '\0');
        return pin;
    }

    private static void warnOfReaders(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(permissions)) {
            LOG.warn("ANYBODY ON THIS MACHINE MAY GET AT THE KEYS: the PIN file {} is open to others than its owner ({}). "
                    + "Run chmod 600 on it, and change the PIN if others had the time to read it.", file,
                    PosixFilePermissions.toString(permissions));
        }
    }

    private static IdentityException refused(String message) {
        return new IdentityException(SecurityError.VAULT_UNAVAILABLE, "pinFile", message);
    }
}
