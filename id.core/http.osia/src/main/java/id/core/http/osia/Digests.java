package id.core.http.osia;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The {@code Digest} header (RFC 3230, RFC 5843). */
final class Digests {
    private static final Map<String, String> KNOWN = Map.of("SHA", "SHA-1", "SHA-256", "SHA-256", "SHA-512", "SHA-512");

    private Digests() {}

    /** Refuses content that does not have a digest of the header. Algorithms that are not known are passed over. */
    static void check(String header, byte[] content) {
        if (header == null) {
            return;
        }
        boolean checked = false;
        for (String instance : header.split(",")) {
            int equals = instance.indexOf('=');
            String algorithm = equals < 0 ? null
                    : KNOWN.get(instance.substring(0, equals).strip().toUpperCase(Locale.ROOT));
            if (algorithm != null) {
                compare(instance.substring(equals + 1).strip(), digest(algorithm, content));
                checked = true;
            }
        }
        if (!checked) {
            throw wrong("Use SHA, SHA-256 or SHA-512, such as SHA-256=base64");
        }
    }

    private static void compare(String announced, byte[] found) {
        try {
            if (MessageDigest.isEqual(Base64.getDecoder().decode(announced), found)) {
                return;
            }
        } catch (IllegalArgumentException notBase64) {
            throw wrong("The digest is no base64");
        }
        throw wrong("The content does not have this digest: send it again");
    }

    static String of(byte[] content) {
        return "SHA-256=" + Base64.getEncoder().encodeToString(digest("SHA-256", content));
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static IdentityException wrong(String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, "Digest", mend);
    }
}
