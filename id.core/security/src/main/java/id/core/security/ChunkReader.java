package id.core.security;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;

/**
 * Opens chunks as they are read. Reaches its end only behind the last chunk: one that is missing, moved, repeated, cut or
 * changed is an {@link id.api.error.IdentityException}, PACKET_SEAL_INVALID.
 */
final class ChunkReader extends InputStream {
    private static final int FULL = Chunks.SIZE + Chunks.TAG;

    private final InputStream in;
    private final Chunks chunks;
    /** One chunk, and the first byte of the next where there is one. */
    private final byte[] sealed = new byte[FULL + 1];
    private final byte[] plain = new byte[Chunks.SIZE];
    private int ahead;
    private int position;
    private int limit;
    private boolean last;

    ChunkReader(InputStream in, Chunks chunks) {
        this.in = in;
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == limit) {
            if (last) {
                return -1;
            }
            openNext();
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plain, position, target, offset, count);
        position += count;
        return count;
    }

    private void openNext() throws IOException {
        int total = ahead + in.readNBytes(sealed, ahead, sealed.length - ahead);
        last = total <= FULL;
        int length = last ? total : FULL;
        if (length < Chunks.TAG || length == Chunks.TAG && chunks.done() > 0) {
            // An empty chunk is the whole of an empty content, and no end of another one.
            throw PacketRefusal.changed(null);
        }
        try {
            limit = chunks.next(sealed, length, plain, last);
        } catch (GeneralSecurityException changed) {
            throw PacketRefusal.changed(changed);
        }
        position = 0;
        sealed[0] = sealed[FULL];
        ahead = last ? 0 : 1;
    }
}
