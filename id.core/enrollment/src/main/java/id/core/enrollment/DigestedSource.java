package id.core.enrollment;

import id.api.security.PacketSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A packet that is digested while it is read, so that it need not be read once more for that. */
final class DigestedSource implements PacketSource {
    private final PacketSource packet;
    private MessageDigest digest;

    DigestedSource(PacketSource packet) {
        this.packet = packet;
    }

    @Override
    public long size() {
        return packet.size();
    }

    @Override
    public InputStream open() throws IOException {
        digest = sha256();
        return new DigestInputStream(packet.open(), digest);
    }

    /** SHA-256 of what was read, 64 hexadecimal digits. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
