package id.plugins.printers.pdf;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture for Image I/O whose length is known. By it the readers of the Java runtime tell that a picture claims to hold
 * more than it does; without it they take memory for whatever is claimed. Who keeps reading at the end is stopped: the
 * codec of JPEG 2000 would go on for ever.
 */
final class PictureStream extends MemoryCacheImageInputStream {
    private static final int PATIENCE = 10_000;

    private final int length;
    private int readsAtTheEnd;

    PictureStream(byte[] picture) {
        super(new ByteArrayInputStream(picture));
        this.length = picture.length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        return patiently(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        return patiently(super.read(into, offset, wanted));
    }

    private int patiently(int read) throws EOFException {
        if (read < 0 && ++readsAtTheEnd > PATIENCE) {
            throw new EOFException("The picture ended long ago");
        }
        return read;
    }
}
