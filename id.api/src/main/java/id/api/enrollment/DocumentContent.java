package id.api.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;

/** What a document holds: in memory, or still in the sealed packet that it came in. */
public sealed interface DocumentContent {
    /** Largest document, in bytes. */
    int MAX_BYTES = 20 * 1024 * 1024;

    /** Its bytes: 1 to {@link #MAX_BYTES}. */
    long size();

    /**
     * A content in memory.
     *
     * @param bytes
     *            1 byte to 20 MiB
     */
    record InMemory(Bytes bytes) implements DocumentContent {
        public InMemory {
            checkSize(bytes.size());
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public String toString() {
            return "InMemory[***]";
        }
    }

    /**
     * A content that is not in memory: {@link StageContext#visitDocuments} reads it.
     *
     * @param size
     *            in bytes
     * @param sha256
     *            its digest, 32 bytes, as the packet's signers signed it
     */
    record InPacket(long size, Bytes sha256) implements DocumentContent {
        public InPacket {
            checkSize(size);
            if (sha256.size() != 32) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "document", "SHA-256 has 32 bytes");
            }
        }

        @Override
        public String toString() {
            return "InPacket[***]";
        }
    }

    private static void checkSize(long size) {
        if (size < 1 || size > MAX_BYTES) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "document", "A document has 1 byte to 20 MiB");
        }
    }
}
