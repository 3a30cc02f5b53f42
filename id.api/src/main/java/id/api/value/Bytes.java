package id.api.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/** Immutable bytes. Copied on the way in and out; {@link #buffer()} hands them over without a copy, read-only. */
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code source}; later changes to the array do not show. */
    public static Bytes of(byte[] source) {
        return new Bytes(Objects.requireNonNull(source, "source").clone());
    }

    /** The UTF-8 form of {@code text}. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the content. */
    public byte[] toArray() {
        return content.clone();
    }

    /** A read-only view, positioned at 0; no copy. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** The content read as UTF-8. */
    public String asUtf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Number of bytes. */
    public int size() {
        return content.length;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int at(int index) {
        return content[index] & 0xff;
    }

    /** Equal content, compared in a time that does not depend on where two of the same length differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && MessageDigest.isEqual(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[***]";
    }
}
