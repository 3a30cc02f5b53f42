package id.core.audit;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore.AuditRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of an entry at its place: SHA-256 over the predecessor's hash (32 bytes, zeros for the first) and the entry's
 * canonical form. That form is: the text {@code idem.audit.1}, the place (8 bytes), the entry's id, its time in
 * microseconds since 1970 (8 bytes), event, actor, subject, outcome, the number of details (4 bytes), and each detail's
 * name and value by name. Numbers are big-endian; a text is its length in bytes (4 bytes) and its UTF-8.
 */
final class ChainHash {
    /** Stands before the first entry. */
    static final String START = "0".repeat(64);

    private static final String FORM = "idem.audit.1";
    private static final long MICROS_A_SECOND = 1_000_000L;
    private static final int NANOS_A_MICRO = 1_000;

    private ChainHash() {}

    /** The hash, 64 hexadecimal digits, of {@code row} at the place {@code sequence} after {@code previous}. */
    static String of(String previous, long sequence, AuditRow row) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(previous));
            digest.update(canonical(sequence, row));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static byte[] canonical(long sequence, AuditRow row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        AuditEntry entry = row.entry();
        try {
            text(out, FORM);
            out.writeLong(sequence);
            text(out, row.id());
            out.writeLong(row.at().getEpochSecond() * MICROS_A_SECOND + row.at().getNano() / NANOS_A_MICRO);
            text(out, entry.event());
            text(out, entry.actor().value());
            text(out, entry.subject());
            text(out, entry.outcome());
            out.writeInt(entry.details().size());
            for (Map.Entry<String, String> detail : new TreeMap<>(entry.details()).entrySet()) {
                text(out, detail.getKey());
                text(out, detail.getValue());
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory does not fail to be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
