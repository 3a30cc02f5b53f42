package id.core.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Passwords that were seen in breaches, whatever their upper and lower case. Of each only eight bytes of its SHA-256 are
 * held, so that a million takes 8 MB; one that is not among them is taken for one of a million in 2^-44 of cases.
 */
final class RefusedPasswords {
    private final long[] digests;

    private RefusedPasswords(long[] digests) {
        this.digests = digests;
    }

    /** One password a line; lines that begin with {@code #} and a blank are remarks. */
    static RefusedPasswords read(BufferedReader lines) throws IOException {
        LongStream.Builder digests = LongStream.builder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("# ") && !line.isEmpty()) {
                digests.add(digest(line));
            }
        }
        return new RefusedPasswords(digests.build().sorted().distinct().toArray());
    }

    int count() {
        return digests.length;
    }

    boolean contains(String password) {
        return Arrays.binarySearch(digests, digest(password)) >= 0;
    }

    private static long digest(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(password.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            long start = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                start = start << 8 | hash[i] & 0xff;
            }
            return start;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
