package id.plugins.storage.sql;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SealedPacket;
import id.api.storage.StoredPacket;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import java.util.Optional;

/** A packet, or where it lies, as its table has it. */
record PacketRow(String enrollment, String digest, String objectKey, byte[] content) {
    /** What a column of bytes takes on every database. */
    private static final int MAX_INLINE = 1_048_576;

    static PacketRow of(EnrollmentId enrollment, StoredPacket packet) {
        byte[] content = packet.inline().map(sealed -> sealed.content().toArray()).orElse(null);
        if (content != null && content.length > MAX_INLINE) {
            throw new IdentityException(GeneralError.TOO_LARGE, "packet",
                    "A packet of more than " + MAX_INLINE + " bytes is stored as an object");
        }
        return new PacketRow(enrollment.value(), packet.digest(), packet.objectKey().orElse(null), content);
    }

    StoredPacket packet() {
        return new StoredPacket(Optional.ofNullable(content).map(Bytes::of).map(SealedPacket::new),
                Optional.ofNullable(objectKey), digest);
    }

    @Override
    public String toString() {
        return "PacketRow[***]";
    }
}
