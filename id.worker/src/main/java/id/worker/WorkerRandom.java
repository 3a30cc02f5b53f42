package id.worker;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.RandomSource;
import java.security.SecureRandom;

/** The chance of a worker: as good as the core's, and asked without a way over the line. */
final class WorkerRandom implements RandomSource {
    private static final int MOST = 1 << 20;
    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        if (count < 1 || count > MOST) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "count", "Ask for 1 to " + MOST + " bytes");
        }
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public long below(long bound) {
        if (bound < 1) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "bound", "The bound must be positive");
        }
        return random.nextLong(bound);
    }
}
