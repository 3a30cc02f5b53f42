package id.core.security;

import id.api.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One part of a packet, as long as the manifest says, with the digest of what passes. */
final class PartInput extends InputStream {
    private static final int DRAIN_BYTES = 8_192;

    private final InputStream content;
    private final PacketManifest.Part part;
    private final MessageDigest digest = sha256();
    private long left;
    private boolean closed;

    PartInput(InputStream content, PacketManifest.Part part) {
        this.content = content;
        this.part = part;
        this.left = part.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The document was shown, and is shown no more");
        }
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = content.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw PacketRefusal.malformed(PacketRefusal.FIELD, "The packet ends before its manifest says");
        }
        digest.update(target, offset, count);
        left -= count;
        return count;
    }

    /** Reads what is left, and checks the whole against the manifest. Nobody reads from this afterwards. */
    synchronized void finish() throws IOException {
        byte[] rest = new byte[DRAIN_BYTES];
        while (read(rest, 0, rest.length) >= 0) {
            continue;
        }
        closed = true;
        if (!part.sha256().equals(Bytes.of(digest.digest()))) {
            throw PacketRefusal.malformed(part.name(), "The part is not the one that was signed: its SHA-256 is another");
        }
    }

    /** From now on nobody reads from this: one who was given up may still try. */
    synchronized void revoke() {
        closed = true;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
