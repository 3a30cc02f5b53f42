package id.worker.wire;

import java.io.IOException;
import java.io.InputStream;

/** The content of a stream, read over the line piece by piece. Used by one thread at a time. */
public interface ByteSource {
    int PIECE = 256 * 1024;

    /** Up to {@code most} bytes, at most {@value #PIECE}; none at the end. */
    byte[] read(int most) throws IOException;

    void close() throws IOException;

    /** The source that reads a stream. */
    static ByteSource of(InputStream stream) {
        return new ByteSource() {
            @Override
            public byte[] read(int most) throws IOException {
                return stream.readNBytes(Math.clamp(most, 0, PIECE));
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    /** The stream that reads this source. */
    default InputStream stream() {
        return new InputStream() {
            private byte[] piece = {};
            private int next;
            private boolean ended;

            private boolean more() throws IOException {
                if (next == piece.length && !ended) {
                    piece = ByteSource.this.read(PIECE);
                    next = 0;
                    ended = piece.length == 0;
                }
                return !ended;
            }

            @Override
            public int read() throws IOException {
                return more() ? piece[next++] & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!more()) {
                    return -1;
                }
                int taken = Math.min(length, piece.length - next);
                System.arraycopy(piece, next, target, offset, taken);
                next += taken;
                return taken;
            }

            @Override
            public void close() throws IOException {
                ByteSource.this.close();
            }
        };
    }
}
