package id.core.security;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/** Seals what is written, chunk by chunk; {@link #close} writes the last one and leaves the stream below open. */
final class ChunkWriter extends OutputStream {
    private final OutputStream out;
    private final Chunks chunks;
    private final byte[] plain = new byte[Chunks.SIZE];
    private final byte[] sealed = new byte[Chunks.SIZE + Chunks.TAG];
    private int length;
    private boolean closed;

    ChunkWriter(OutputStream out, Chunks chunks) {
        this.out = out;
        this.chunks = chunks;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{ (byte) value }, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == plain.length) {
                // Only when more comes: a full chunk may still be the last.
                flushChunk(false);
            }
            int part = Math.min(left, plain.length - length);
            System.arraycopy(source, from, plain, length, part);
            length += part;
            from += part;
            left -= part;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            flushChunk(true);
        }
    }

    private void flushChunk(boolean last) throws IOException {
        try {
            out.write(sealed, 0, chunks.next(plain, length, sealed, last));
            length = 0;
        } catch (GeneralSecurityException broken) {
            throw new IOException("The packet cannot be sealed", broken);
        }
    }
}
