package id.api.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.util.regex.Pattern;

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
 *            what it holds, or where that lies
 */
public record Document(String name, String type, String mediaType, DocumentContent content) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]{1,64}/[\\w.+-]{1,64}");

    public Document {
        if (name == null || !NAME.matcher(name).matches() || type == null
                || !TYPE.matcher(type).matches() || mediaType == null
                || !MEDIA_TYPE.matcher(mediaType).matches() || content == null) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "document",
                    "A document has a name, an upper case type, a media type and 1 byte to 20 MiB");
        }
    }

    /**
     * A document in memory.
     *
     * @param content
     *            1 byte to 20 MiB
     */
    public Document(String name, String type, String mediaType, Bytes content) {
        this(name, type, mediaType, new DocumentContent.InMemory(content));
    }

    @Override
    public String toString() {
        return "Document[***]";
    }
}
