package id.api.credential;

import id.api.value.Bytes;
import java.util.Objects;

/**
 * A signed credential in one format.
 *
 * @param format
 *            the format's name
 * @param mediaType
 *            such as {@code text/plain} for the text of a QR code
 * @param content
 *            the encoded credential
 */
public record EncodedCredential(String format, String mediaType, Bytes content) {
    public EncodedCredential {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
    }

    @Override
    public String toString() {
        return "EncodedCredential[" + format + ", ***]";
    }
}
