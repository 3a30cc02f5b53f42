package id.api.value;

import java.util.HexFormat;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where randomness comes from: a cryptographic generator in service, a seeded one in simulation. Time comes from the
 * JDK's {@link java.time.InstantSource} in the same way. Safe for concurrent use; never blocks for long.
 */
@ProviderType
public interface RandomSource {
    /** {@code count} fresh random bytes; 1 to 1,048,576. */
    byte[] bytes(int count);

    /** A uniform number from 0 (inclusive) to {@code bound} (exclusive); bound positive. */
    long below(long bound);

    /** 128 fresh random bits as 32 lower case hexadecimal digits: the form of the internal identifiers. */
    default String id128() {
        return HexFormat.of().formatHex(bytes(16));
    }
}
