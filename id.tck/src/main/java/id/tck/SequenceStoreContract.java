package id.tck;

import static org.junit.Assert.assertEquals;

import id.api.storage.SequenceStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Numbers that are given out once. */
public abstract class SequenceStoreContract extends StoreContract {
    private final String name = "s-" + Samples.hex128();

    @Test
    public void blocksFollowEachOther() {
        SequenceStore store = stores().sequences();
        assertEquals(0, store.taken(name));
        assertEquals(0, store.reserve(name, 10));
        assertEquals(10, store.reserve(name, 1));
        assertEquals(11, store.reserve(name, 1_000));
        assertEquals(1_011, store.taken(name));
    }

    @Test
    public void noNumberIsGivenTwiceToRacingTakers() throws Exception {
        SequenceStore store = stores().sequences();
        List<List<Long>> taken = Race.run(Race.THREADS, () -> {
            List<Long> mine = new ArrayList<>();
            for (int i = 1; i <= 10; i++) {
                long first = store.reserve(name, i);
                for (long n = first; n < first + i; n++) {
                    mine.add(n);
                }
            }
            return mine;
        });
        Set<Long> all = new HashSet<>();
        taken.forEach(all::addAll);
        assertEquals(Race.THREADS * 55, all.size());
        assertEquals(Race.THREADS * 55, store.taken(name));
    }

    /** However many threads hold a connection already. */
    @Test
    public void takersWithinTransactionsDoNotWaitForEachOther() throws Exception {
        List<Long> firsts = Race.run(Race.THREADS * 2,
                () -> stores().transactions().required(() -> {
                    stores().counters().count(name, Samples.NOW);
                    return stores().sequences().reserve(name, 2);
                }));
        assertEquals(Race.THREADS * 2, new HashSet<>(firsts).size());
    }
}
