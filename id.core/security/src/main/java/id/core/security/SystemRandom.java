package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.RandomSource;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.osgi.service.component.annotations.Component;

/**
 * Randomness from generators of NIST SP 800-90A (the JDK's DRBG), each seeded by the operating system. Bytes are made in
 * blocks, since a call of the generator costs much more than the bytes that it yields, and wiped as they are given out.
 */
@Component
public final class SystemRandom implements RandomSource {
    private static final int MAX_BYTES = 1 << 20;
    private static final int BLOCK = 4096;

    private final Stripes<Stock> stocks = new Stripes<>(Stock::new);

    @Override
    public byte[] bytes(int count) {
        if (count < 1 || count > MAX_BYTES) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "count", "Ask for 1 to " + MAX_BYTES + " bytes");
        }
        return stocks.with(stock -> stock.take(count));
    }

    @Override
    public long below(long bound) {
        if (bound < 1) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "bound", "The bound must be positive");
        }
        // Values of the last, incomplete round over the bound would favour small numbers: drawn again.
        long limit = Long.MAX_VALUE - (Long.MAX_VALUE % bound + 1) % bound;
        long drawn;
        do {
            drawn = ByteBuffer.wrap(bytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
        } while (drawn > limit);
        return drawn % bound;
    }

    /** Bytes made ahead. */
    private static final class Stock {
        private final SecureRandom generator = generator();
        private final byte[] block = new byte[BLOCK];
        private int used = BLOCK;

        byte[] take(int count) {
            byte[] taken = new byte[count];
            if (count > BLOCK) {
                generator.nextBytes(taken);
                return taken;
            }
            if (used + count > BLOCK) {
                generator.nextBytes(block);
                used = 0;
            }
            System.arraycopy(block, used, taken, 0, count);
            Arrays.fill(block, used, used + count, (byte) 0);
            used += count;
            return taken;
        }

        private static SecureRandom generator() {
            try {
                return SecureRandom.getInstance("DRBG");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every JDK has a DRBG", impossible);
            }
        }
    }
}
