package id.core.http.gate;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses a body above the limit: by what it announces, and by what really comes. */
@PreMatching
final class BodyLimit implements ContainerRequestFilter {
    private final long maxBytes;

    BodyLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String announced = request.getHeaderString("Content-Length");
        if (announced != null && announced.matches("[0-9]{1,18}") && Long.parseLong(announced) > maxBytes) {
            throw tooLarge();
        }
        // Whether there is a body is not asked first: the answer would be read from the line.
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private IdentityException tooLarge() {
        return new IdentityException(GeneralError.TOO_LARGE, "", "A body has at most " + maxBytes + " bytes");
    }

    /** One read. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private final class Limited extends FilterInputStream {
        private long read;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = readable(super::read);
            if (value >= 0) {
                count(1);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = readable(() -> super.read(target, offset, length));
            if (count > 0) {
                count(count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = readable(() -> super.skip(count));
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Servers tell of a line that broke by an IOException, and of a body that is not of its form by a RuntimeException. */
        private static <T> T readable(Reading<T> reading) throws UnreadableBody {
            try {
                return reading.read();
            } catch (IOException | RuntimeException broke) {
                throw new UnreadableBody(broke);
            }
        }

        private void count(long more) {
            read += more;
            if (read > maxBytes) {
                throw tooLarge();
            }
        }
    }
}
