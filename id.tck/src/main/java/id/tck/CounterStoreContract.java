package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.security.SealedValue;
import id.api.storage.CounterStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

/** Counters, marks and values that expire. */
public abstract class CounterStoreContract extends StoreContract {
    private static final Instant END = Samples.NOW.plusSeconds(60);

    private final String key = "k-" + Samples.hex128();
    private CounterStore store;

    @Before
    public void open() {
        store = stores().counters();
    }

    @Test
    public void countsUntilTheEndThatTheFirstCallSet() {
        assertEquals(0, store.count(key, Samples.NOW));
        assertEquals(1, store.increment(key, Samples.NOW, END));
        assertEquals(2, store.increment(key, END.minusNanos(1), END.plusSeconds(60)));
        assertEquals(2, store.count(key, END.minusNanos(1)));
        assertEquals(0, store.count(key, END));
        assertEquals(1, store.increment(key, END, END.plusSeconds(60)));
        assertEquals(1, store.count(key, END.plusSeconds(59)));
    }

    @Test
    public void clearedOneStartsAgain() {
        store.increment(key, Samples.NOW, END);
        store.clear(key);
        assertEquals(0, store.count(key, Samples.NOW));
        assertEquals(1, store.increment(key, Samples.NOW, END));
    }

    @Test
    public void racingIncrementsAllCount() throws Exception {
        List<Long> counts = Race.run(Race.THREADS, () -> store.increment(key, Samples.NOW, END));
        Set<Long> expected = new HashSet<>();
        for (long i = 1; i <= Race.THREADS; i++) {
            expected.add(i);
        }
        assertEquals(expected, new HashSet<>(counts));
    }

    @Test
    public void keepsAValueUntilItExpires() {
        SealedValue first = Samples.sealed(30);
        SealedValue second = Samples.sealed(30);
        store.put(key, first, END);
        assertEquals(Optional.of(first), store.find(key, Samples.NOW));
        store.put(key, second, END.plusSeconds(1));
        assertEquals(Optional.of(second), store.find(key, END));
        assertEquals(Optional.empty(), store.find(key, END.plusSeconds(1)));
    }

    @Test
    public void marksOnceUntilItExpires() {
        assertTrue(store.putIfAbsent(key, Samples.NOW, END));
        assertFalse(store.putIfAbsent(key, Samples.NOW, END.plusSeconds(9)));
        assertFalse(store.putIfAbsent(key, END.minusNanos(1), END.plusSeconds(9)));
        assertTrue(store.putIfAbsent(key, END, END.plusSeconds(9)));
    }

    @Test
    public void oneOfRacingMarksIsSet() throws Exception {
        assertEquals(1, Race.run(Race.THREADS, () -> store.putIfAbsent(key, Samples.NOW, END)).stream()
                .filter(b -> b).count());
        assertEquals("an expired one is taken over once", 1,
                Race.run(Race.THREADS, () -> store.putIfAbsent(key, END, END.plusSeconds(9))).stream().filter(b -> b)
                        .count());
    }

    @Test
    public void markOfFailedWorkIsNotSet() {
        try {
            stores().transactions().required(() -> {
                assertTrue(store.putIfAbsent(key, Samples.NOW, END));
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException expected) {
            assertTrue(store.putIfAbsent(key, Samples.NOW, END));
        }
    }

    @Test
    public void oneOfRacingTakersGetsIt() throws Exception {
        store.put(key, Samples.sealed(10), END);
        assertEquals(1, Race.run(Race.THREADS, () -> store.take(key, Samples.NOW)).stream().filter(b -> b).count());
        assertEquals(Optional.empty(), store.find(key, Samples.NOW));
    }

    @Test
    public void expiredOneCannotBeTaken() {
        store.put(key, Samples.sealed(10), END);
        assertFalse(store.take(key, END));
    }

    @Test
    public void purgesWhatHasExpired() {
        Instant longAgo = Instant.parse("1980-01-01T00:00:00Z");
        store.putIfAbsent(key, longAgo, longAgo.plusSeconds(1));
        store.putIfAbsent(key + "-later", longAgo, longAgo.plusSeconds(3));
        assertEquals(1, store.purge(longAgo.plusSeconds(1)));
        assertEquals(0, store.purge(longAgo.plusSeconds(1)));
        assertEquals(1, store.purge(longAgo.plusSeconds(3)));
    }
}
