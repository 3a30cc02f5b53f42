package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import id.api.storage.BiometricReferenceStore;
import id.api.storage.BiometricReferenceStore.Reference;
import id.api.storage.BiometricReferenceStore.StoredEncounter;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Before;
import org.junit.Test;

/** References: ordinals in the order of commits, acknowledgement, loading. */
public abstract class BiometricReferenceStoreContract extends StoreContract {
    private static final Instant ENDED = Instant.parse("2026-01-31T10:15:30.123456789Z");

    private final GalleryId gallery = Samples.galleryId();
    private BiometricReferenceStore store;

    @Before
    public void open() {
        store = stores().references();
    }

    @Test
    public void givesBackAllThatItWasGiven() {
        EncounterId encounter = Samples.encounterId();
        List<Reference> references = Samples.references();
        long ordinal = store.add(gallery, encounter, references);
        assertEquals(references, store.read(gallery, encounter));
        assertEquals(Optional.of(ordinal), store.ordinal(gallery, encounter));
        assertEquals(List.of(new StoredEncounter(ordinal, encounter, references)), store.load(gallery, 0, 10));
        assertEquals(1, store.count(gallery));
        assertEquals(List.of(), store.read(gallery, Samples.encounterId()));
        assertEquals(Optional.empty(), store.ordinal(gallery, Samples.encounterId()));
    }

    @Test
    public void addingAgainKeepsOrdinalAndReferences() {
        EncounterId encounter = Samples.encounterId();
        List<Reference> references = Samples.references();
        long ordinal = store.add(gallery, encounter, references);
        assertEquals(ordinal, store.add(gallery, encounter, Samples.references()));
        assertEquals(references, store.read(gallery, encounter));
    }

    @Test
    public void galleriesAreApart() {
        EncounterId encounter = Samples.encounterId();
        store.add(gallery, encounter, Samples.references());
        GalleryId other = Samples.galleryId();
        assertEquals(0, store.count(other));
        assertEquals(List.of(), store.load(other, 0, 10));
        assertEquals(List.of(), store.read(other, encounter));
    }

    @Test
    public void loadsInOrderFromAPlaceOn() {
        List<Long> ordinals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ordinals.add(store.add(gallery, Samples.encounterId(), Samples.references()));
        }
        assertEquals(ordinals.subList(2, 4),
                store.load(gallery, ordinals.get(1), 2).stream().map(StoredEncounter::ordinal).toList());
        assertEquals(List.of(), store.load(gallery, ordinals.get(4), 2));
    }

    @Test
    public void theNewestOrdinalIsAMarkThatRemovalDoesNotMove() {
        assertEquals(0, store.newestOrdinal(gallery));
        store.add(gallery, Samples.encounterId(), Samples.references());
        EncounterId last = Samples.encounterId();
        long mark = store.add(gallery, last, Samples.references());
        assertEquals(mark, store.newestOrdinal(gallery));
        store.remove(gallery, last);
        assertEquals(mark, store.newestOrdinal(gallery));
        long later = store.add(gallery, Samples.encounterId(), Samples.references());
        assertEquals(List.of(later), store.load(gallery, mark, 10).stream().map(StoredEncounter::ordinal).toList());
    }

    @Test
    public void knowsWhoWasNotAcknowledgedBefore() {
        EncounterId first = Samples.encounterId();
        EncounterId second = Samples.encounterId();
        long one = store.add(gallery, first, Samples.references());
        long two = store.add(gallery, second, Samples.references());
        assertFalse(store.hasUnacknowledgedBefore(gallery, one));
        assertTrue(store.hasUnacknowledgedBefore(gallery, two));
        store.acknowledge(gallery, second);
        assertTrue(store.hasUnacknowledgedBefore(gallery, two));
        store.acknowledge(gallery, first);
        store.acknowledge(gallery, first);
        assertFalse(store.hasUnacknowledgedBefore(gallery, two));
    }

    @Test
    public void removedOneIsGoneAndItsOrdinalIsNotGivenAgain() {
        EncounterId encounter = Samples.encounterId();
        long ordinal = store.add(gallery, encounter, Samples.references());
        assertTrue(store.remove(gallery, encounter));
        assertFalse(store.remove(gallery, encounter));
        assertEquals(0, store.count(gallery));
        assertFalse(store.hasUnacknowledgedBefore(gallery, ordinal + 10));
        long next = store.add(gallery, encounter, Samples.references());
        assertTrue(next > ordinal);
    }

    @Test
    public void abandonedWorkLeavesNoEncounter() {
        EncounterId encounter = Samples.encounterId();
        try {
            stores().transactions().required(() -> {
                store.add(gallery, encounter, Samples.references());
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException expected) {
            assertEquals(Optional.empty(), store.ordinal(gallery, encounter));
        }
    }

    /** Whoever has an ordinal sees every smaller one: no smaller one may appear later. */
    @Test
    public void ordinalsAppearInTheOrderOfCommits() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        Thread watcher = Thread.ofPlatform().start(() -> {
            Set<Long> seen = new TreeSet<>();
            while (running.get()) {
                long largest = seen.stream().mapToLong(Long::longValue).max().orElse(0);
                for (StoredEncounter encounter : store.load(gallery, 0, 10_000)) {
                    if (encounter.ordinal() < largest && !seen.contains(encounter.ordinal())) {
                        running.set(false);
                    }
                    seen.add(encounter.ordinal());
                }
            }
        });
        List<Set<Long>> added = Race.run(Race.THREADS, () -> {
            Set<Long> mine = new TreeSet<>();
            for (int i = 0; i < 10; i++) {
                mine.add(stores().transactions().required(() -> {
                    long ordinal = store.add(gallery, Samples.encounterId(), Samples.references());
                    Thread.yield();
                    return ordinal;
                }));
            }
            return mine;
        });
        assertTrue("no smaller ordinal appeared after a larger one", running.getAndSet(false));
        watcher.join();
        Set<Long> all = new TreeSet<>();
        added.forEach(all::addAll);
        assertEquals(Race.THREADS * 10, all.size());
        assertEquals(Race.THREADS * 10, store.count(gallery));
    }

    @Test
    public void racingAddsOfOneEncounterAgree() throws Exception {
        EncounterId encounter = Samples.encounterId();
        List<Long> ordinals = Race.run(Race.THREADS, () -> store.add(gallery, encounter, Samples.references()));
        assertEquals(1, Set.copyOf(ordinals).size());
        assertNotEquals(0, (long) ordinals.getFirst());
        assertEquals(1, store.count(gallery));
    }

    private EncounterId settled(Instant at) {
        EncounterId encounter = Samples.encounterId();
        store.add(gallery, encounter, Samples.references());
        store.acknowledge(gallery, encounter);
        store.settle(gallery, encounter, at);
        return encounter;
    }

    @Test
    public void aForgottenPlaceIsBeforeAllOthersAndTheReferencesStay() {
        EncounterId first = settled(ENDED);
        List<Reference> references = store.read(gallery, first);
        long place = store.ordinal(gallery, first).orElseThrow();
        EncounterId second = settled(ENDED);
        assertEquals(0, store.forgottenUpTo(gallery));
        store.forgetPlaces(gallery, List.of(first));
        assertEquals(Optional.of(0L), store.ordinal(gallery, first));
        assertEquals(references, store.read(gallery, first));
        assertEquals(place, store.forgottenUpTo(gallery));
        assertEquals(List.of(second), store.load(gallery, 0, 10).stream().map(StoredEncounter::encounter).toList());
        assertEquals(List.of(new StoredEncounter(0, first, references)), store.loadPlaceless(gallery, Optional.empty(), 10));
        assertEquals("adding again gives no place", 0, store.add(gallery, first, Samples.references()));
        assertEquals(2, store.count(gallery));
        assertFalse(store.hasUnacknowledgedBefore(gallery, Long.MAX_VALUE));
        store.forgetPlaces(gallery, List.of(second, first));
        assertEquals(references, store.read(gallery, first));
        assertTrue(store.forgottenUpTo(gallery) > place);
        assertTrue(store.remove(gallery, first));
        assertEquals(List.of(second), store.placeless(gallery, Optional.empty(), 10));
    }

    @Test
    public void onlyWhatIsSettledForLongEnoughIsOffered() {
        EncounterId early = settled(ENDED);
        settled(ENDED.plusNanos(1));
        EncounterId open = Samples.encounterId();
        store.add(gallery, open, Samples.references());
        assertEquals(List.of(early), store.settledBefore(gallery, ENDED.plusNanos(1), 10));
        assertEquals(2, store.settledBefore(gallery, Instant.parse("2100-01-01T00:00:00Z"), 10).size());
        assertEquals(1, store.settledBefore(gallery, Instant.parse("2100-01-01T00:00:00Z"), 1).size());
        store.forgetPlaces(gallery, List.of(early));
        assertEquals(List.of(), store.settledBefore(gallery, ENDED.plusNanos(1), 10));
        store.settle(gallery, early, ENDED);
        assertEquals("a second end changes nothing", List.of(), store.settledBefore(gallery, ENDED.plusNanos(1), 10));
    }

    @Test
    public void whatIsNotSettledOrNotAcknowledgedKeepsItsPlace() {
        EncounterId open = Samples.encounterId();
        long place = store.add(gallery, open, Samples.references());
        store.acknowledge(gallery, open);
        EncounterId unheard = Samples.encounterId();
        long next = store.add(gallery, unheard, Samples.references());
        store.settle(gallery, unheard, ENDED);
        store.forgetPlaces(gallery, List.of(open, unheard, Samples.encounterId()));
        assertEquals(Optional.of(place), store.ordinal(gallery, open));
        assertEquals(Optional.of(next), store.ordinal(gallery, unheard));
        assertEquals(2, store.count(gallery));
        assertEquals(0, store.forgottenUpTo(gallery));
    }

    @Test
    public void thoseWithoutAPlaceComeByTheirIds() {
        List<EncounterId> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(settled(ENDED));
        }
        store.forgetPlaces(gallery, all);
        List<EncounterId> sorted = all.stream().sorted(Comparator.comparing(EncounterId::value)).toList();
        assertEquals(sorted.subList(0, 2), store.placeless(gallery, Optional.empty(), 2));
        assertEquals(sorted.subList(2, 5), store.placeless(gallery, Optional.of(sorted.get(1)), 10));
        assertEquals(sorted.subList(2, 4),
                store.loadPlaceless(gallery, Optional.of(sorted.get(1)), 2).stream().map(StoredEncounter::encounter).toList());
    }

    @Test
    public void abandonedForgettingChangesNothing() {
        EncounterId encounter = settled(ENDED);
        Optional<Long> place = store.ordinal(gallery, encounter);
        try {
            stores().transactions().required(() -> {
                store.forgetPlaces(gallery, List.of(encounter));
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException expected) {
            assertEquals(place, store.ordinal(gallery, encounter));
            assertEquals(0, store.forgottenUpTo(gallery));
        }
    }

    /** Whoever reads, or takes one out, while all are written anew finds each of them. */
    @Test
    public void nobodyMissesOneThatIsWrittenAnew() throws Exception {
        List<EncounterId> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(settled(ENDED));
        }
        EncounterId last = all.getLast();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicBoolean missed = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                if (store.read(gallery, all.getFirst()).isEmpty() || store.ordinal(gallery, all.getFirst()).isEmpty()) {
                    missed.set(true);
                }
            }
        });
        List<Boolean> removed = Race.run(2, () -> {
            for (int i = 0; i < 20; i++) {
                store.forgetPlaces(gallery, all);
            }
            return store.remove(gallery, last);
        });
        running.set(false);
        reader.join();
        assertFalse(missed.get());
        assertEquals("taken out once", Set.of(true, false), Set.copyOf(removed));
        assertEquals(19, store.count(gallery));
    }
}
