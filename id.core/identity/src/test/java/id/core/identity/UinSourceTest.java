package id.core.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.security.FormatPreservingCipher;
import id.api.storage.StorageError;
import id.api.value.Uin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Test;

public class UinSourceTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @After
    public void stop() {
        executor.shutdownNow();
    }

    /** FF1 over six digits, the smallest domain it may be used on: all million numbers, each once, and back again. */
    @Test
    public void permutesASmallDomainCompletely() {
        Ff1 cipher = new Ff1();
        BitSet seen = new BitSet(1_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            String plain = "%06d".formatted(i);
            String number = cipher.encrypt("uin-7", plain);
            assertFalse(seen.get(Integer.parseInt(number)));
            seen.set(Integer.parseInt(number));
            if (i % 100 == 0) {
                assertEquals(plain, cipher.decrypt("uin-7", number));
            }
        }
        assertEquals(1_000_000, seen.cardinality());
    }

    /** The whole way of ten million numbers, over a permutation that costs less than FF1. */
    @Test
    public void givesTenMillionNumbersWithoutARepeat() {
        UinSource source = source(Settings.defaults().with("uinLength", 9).with("blockSize", 100_000),
                new PlayedSequences(), new Multiplication());
        BitSet seen = new BitSet(100_000_000);
        for (int i = 0; i < 10_000_000; i++) {
            int body = Integer.parseInt(source.next().value(), 0, 8, 10);
            assertFalse(seen.get(body));
            seen.set(body);
        }
        assertEquals(10_000_000, seen.cardinality());
    }

    @Test
    public void givesEveryThreadNumbersOfItsOwn() throws Exception {
        PlayedSequences sequences = new PlayedSequences();
        Settings settings = Settings.defaults().with("blockSize", 100);
        // Two sources over one store, as two nodes or as one before and after a restart.
        List<UinSource> sources = List.of(source(settings, sequences, new Ff1()),
                source(settings, sequences, new Ff1()));
        Set<Uin> all = ConcurrentHashMap.newKeySet();
        List<Future<?>> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            UinSource source = sources.get(t % 2);
            threads.add(executor.submit(() -> {
                for (int i = 0; i < 2_500; i++) {
                    assertTrue(all.add(source.next()));
                }
            }));
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
        assertEquals(20_000, all.size());
    }

    @Test
    public void passesOnTheFaultOfTheStoreAndRecovers() {
        PlayedSequences sequences = new PlayedSequences();
        sequences.failures.set(1);
        UinSource source = source(Settings.defaults(), sequences, new Ff1());
        assertSame(StorageError.STORE_UNAVAILABLE,
                assertThrows(IdentityException.class, source::next).code());
        assertEquals(12, source.next().value().length());
    }

    @Test
    public void givesEveryNumberOfTheDomainAndThenSaysThatThereAreNoMore() {
        PlayedSequences sequences = new PlayedSequences().startingAt("uin-8", 9_999_990);
        UinSource source = source(Settings.defaults().unfiltered().with("uinLength", 8).with("blockSize", 100),
                sequences, new Ff1());
        for (int i = 0; i < 10; i++) {
            source.next();
        }
        assertSame(IdentityError.NUMBERS_EXHAUSTED, assertThrows(IdentityException.class, source::next).code());
        assertEquals(10_000_000, source.capacity().consumed());
    }

    @Test
    public void estimatesWhatTheFiltersLeave() {
        UinSource defaults = source(Settings.defaults(), new PlayedSequences(), new Ff1());
        assertEquals(100_000_000_000L, defaults.capacity().candidates());
        long usable = defaults.capacity().usable();
        assertTrue("usable: " + usable, usable > 59_000_000_000L && usable < 60_000_000_000L);

        UinSource all = source(Settings.defaults().unfiltered(), new PlayedSequences(), new Ff1());
        assertEquals(all.capacity().candidates(), all.capacity().usable());

        // MOSIP's rules over ten digits leave 58,106,898 numbers.
        Settings mosip = Settings.defaults().with("uinLength", 10).with("uinSameDigitLimit", 0)
                .with("uinRepeatingDistance", 2).with("uinBlockLimit", 2).with("uinEvenDigitsLimit", 3);
        long left = source(mosip, new PlayedSequences(), new Ff1()).capacity().usable();
        assertTrue("left: " + left, left > 50_000_000L && left < 66_000_000L);
    }

    @Test
    public void refusesFiltersThatLeaveNothing() {
        Settings none = Settings.defaults().with("uinNotStartingWith", "0123456789".substring(0, 9))
                .with("uinRestricted", new String[]{ "9" });
        assertSame(IdentityError.NUMBERS_EXHAUSTED, assertThrows(IdentityException.class,
                () -> source(none, new PlayedSequences(), new Ff1())).code());
    }

    @Test
    public void refusesSettingsThatMakeNoSense() {
        assertWrong("uinLength", 7);
        assertWrong("uinLength", 19);
        assertWrong("blockSize", 0);
        assertWrong("uinSequenceLimit", 1);
        assertWrong("uinNotStartingWith", "x");
        assertWrong("uinRestricted", new String[]{ "a" });
        assertWrong("oneTimeMinutes", 0);
    }

    private static void assertWrong(String key, Object value) {
        IdentitySettings settings = Settings.defaults().with(key, value).build();
        assertEquals(key, assertThrows(IdentityException.class, () -> IdentitySettingsCheck.check(settings)).field());
    }

    private UinSource source(Settings settings, PlayedSequences sequences, FormatPreservingCipher cipher) {
        return new UinSource(settings.build(), sequences, cipher, executor);
    }

    /** Multiplication by a number that has no factor in common with the size of the domain. */
    private static final class Multiplication implements FormatPreservingCipher {
        @Override
        public String encrypt(String domain, String digits) {
            long size = 1;
            for (int i = 0; i < digits.length(); i++) {
                size *= 10;
            }
            String product = Long.toString(Long.parseLong(digits) * 48_271 % size);
            return "0".repeat(digits.length() - product.length()) + product;
        }

        @Override
        public String decrypt(String domain, String digits) {
            throw new UnsupportedOperationException();
        }
    }
}
