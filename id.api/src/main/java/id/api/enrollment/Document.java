package id.api.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;

/**
 * A supporting document.
 *
 * @param name
 *            its name within the packet: 1 to 64 letters, digits, dots, underscores and hyphens
 * @param type
 *            what it is, upper case: {@code BIRTH_CERTIFICATE}, {@code PASSPORT}
 * @param mediaType
 *            such as {@code application/pdf}
 * @param content
 *            1 byte to 20 MiB
 */
public record Document(String name, String type, String mediaType, Bytes content) {
    public Document {
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") || type == null
                || !type.matches("[A-Z][A-Z0-9_]{0,63}") || mediaType == null
                || !mediaType.matches("[\\w.+-]{1,64}/[\\w.+-]{1,64}") || content.size() == 0
                || content.size() > 20 * 1024 * 1024) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "document",
                    "A document has a name, an upper case type, a media type and 1 byte to 20 MiB");
        }
    }

    @Override
    public String toString() {
        return "Document[***]";
    }
}
