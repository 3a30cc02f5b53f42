package id.api.security;

import id.api.value.Bytes;
import java.util.Objects;

/**
 * A value as it lies in a store: encrypted and authenticated, with the name of its key in front.
 *
 * @param content
 *            opaque; only {@link FieldCipher} reads it
 */
public record SealedValue(Bytes content) {
    public SealedValue {
        Objects.requireNonNull(content, "content");
    }

    @Override
    public String toString() {
        return "SealedValue[***]";
    }
}
