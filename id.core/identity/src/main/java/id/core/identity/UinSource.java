package id.core.identity;

import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.identity.UinCapacity;
import id.api.security.FormatPreservingCipher;
import id.api.storage.SequenceStore;
import id.api.value.Uin;
import id.api.value.Verhoeff;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/**
 * Makes numbers: the n-th number is the n-th place of a keyed permutation of all numbers of the length, with a check
 * digit. A permutation never repeats itself, so that no look-up is needed, and tells nobody without the key which
 * number comes next or how many there are. Candidates that the filters refuse are skipped.
 */
final class UinSource {
    private static final int SAMPLES = 100_000;

    private final int length;
    private final int bodyLength;
    private final long candidates;
    private final String domain;
    private final SequenceStore sequences;
    private final NumberBlocks numbers;
    private final FormatPreservingCipher cipher;
    private final UinFilters filters;
    private final long usable;

    UinSource(IdentitySettings settings, SequenceStore sequences, FormatPreservingCipher cipher, Executor executor) {
        this.length = settings.uinLength();
        this.bodyLength = length - 1;
        this.candidates = power(bodyLength);
        this.domain = "uin-" + length;
        this.sequences = sequences;
        this.cipher = cipher;
        this.filters = new UinFilters(settings);
        this.numbers = new NumberBlocks(sequences, domain, settings.blockSize(), executor);
        this.usable = estimate();
        if (usable == 0) {
            throw new IdentityException(IdentityError.NUMBERS_EXHAUSTED, "uinLength",
                    StoredIdentityRegistry.PID + ": the filters leave no number of " + length
                            + " digits: loosen them, or set a greater uinLength");
        }
    }

    /** A number that was never given out and never will be again. */
    Uin next() {
        while (true) {
            long place = numbers.next();
            if (place >= candidates) {
                throw new IdentityException(IdentityError.NUMBERS_EXHAUSTED, "uinLength",
                        "All numbers of " + length + " digits are used up: set another uinLength");
            }
            String number = number(cipher.encrypt(domain, digits(place)));
            if (filters.accept(number)) {
                return new Uin(number);
            }
        }
    }

    UinCapacity capacity() {
        return new UinCapacity(length, candidates, usable, Math.min(candidates, sequences.taken(domain)));
    }

    /**
     * Which share of all numbers passes: a permutation takes each number once, so that random numbers tell as much as
     * its places do. The seed is fixed: the same settings always yield the same estimate, within 0.3 % of the truth
     * for the defaults.
     */
    private long estimate() {
        SplittableRandom random = new SplittableRandom(1);
        int passed = 0;
        for (int i = 0; i < SAMPLES; i++) {
            if (filters.accept(number(digits(random.nextLong(candidates))))) {
                passed++;
            }
        }
        return Math.round((double) candidates * passed / SAMPLES);
    }

    private String digits(long number) {
        char[] digits = new char[bodyLength];
        long rest = number;
        for (int i = bodyLength - 1; i >= 0; i--) {
            digits[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return new String(digits);
    }

    private static String number(String body) {
        return body + Verhoeff.checkDigit(body);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
