package id.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Signed JOSE objects for a fuzzer: header and payload in the open, parted by form feeds, so that a changed byte is a
 * changed character of a claim and not noise of base64.
 */
public final class CompactJose {
    private static final String BOUNDARY = "\f";
    private static final int PARTS = 3;

    private CompactJose() {}

    /** The input as it would arrive. One that is not in the open is taken as it is. */
    public static String of(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        String[] parts = text.split(BOUNDARY, PARTS);
        return parts.length < PARTS ? text : encoded(parts[0]) + "." + encoded(parts[1]) + "." + parts[2];
    }

    /** The reverse, for seeds. */
    public static byte[] inTheOpen(String compact) {
        String[] parts = compact.split("\\.", PARTS);
        return String.join(BOUNDARY, decoded(parts[0]), decoded(parts[1]), parts[2]).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1);
    }
}
