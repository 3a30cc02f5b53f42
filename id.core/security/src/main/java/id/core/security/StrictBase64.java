package id.core.security;

import java.util.Base64;

/** Base64url (RFC 4648 section 5) without padding, one text for one content: no bits that say nothing. */
final class StrictBase64 {
    private StrictBase64() {}

    static String encode(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /** The content; empty when it is none. */
    static byte[] decode(String text) {
        try {
            byte[] content = Base64.getUrlDecoder().decode(text);
            return encode(content).equals(text) ? content : new byte[0];
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }
}
