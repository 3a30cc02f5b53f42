package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.storage.DraftStore;
import id.api.storage.DraftStore.BufferRecord;
import id.api.storage.DraftStore.DraftRecord;
import id.api.storage.StorageError;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.Before;
import org.junit.Test;

/** Drafts and their buffers. */
public abstract class DraftStoreContract extends StoreContract {
    private DraftStore store;

    @Before
    public void open() {
        store = stores().drafts();
    }

    private static DraftRecord draft(EnrollmentId id, long version, Instant createdAt, int size) {
        return new DraftRecord(id, Samples.sealed(size), version > 1, version, Samples.SUBMITTER, createdAt);
    }

    @Test
    public void createsReplacesAndFinds() {
        EnrollmentId id = Samples.enrollmentId();
        DraftRecord first = draft(id, 1, Samples.NOW, 100);
        Samples.refuses(StorageError.RECORD_MISSING, "id", () -> store.replace(draft(id, 2, Samples.NOW, 5)));
        store.create(first);
        Samples.refuses(StorageError.DUPLICATE_KEY, "id", () -> store.create(first));
        assertEquals(Optional.of(first), store.find(id));
        DraftRecord second = draft(id, 2, Samples.NOW, 120);
        store.replace(second);
        assertEquals(Optional.of(second), store.find(id));
        Samples.refuses(StorageError.STALE_RECORD, "version", () -> store.replace(second));
        assertEquals(Optional.empty(), store.find(Samples.enrollmentId()));
    }

    @Test
    public void keepsDocumentsOfMegabytes() {
        DraftRecord large = draft(Samples.enrollmentId(), 1, Samples.NOW, 5_000_000);
        store.create(large);
        assertEquals(Optional.of(large), store.find(large.id()));
        assertTrue(store.delete(large.id()));
    }

    @Test
    public void listsNewestFirst() {
        Instant late = Instant.parse("2100-01-01T00:00:00Z").plusNanos(ThreadLocalRandom.current().nextLong(1L << 50));
        DraftRecord older = draft(Samples.enrollmentId(), 1, late, 10);
        DraftRecord newer = draft(Samples.enrollmentId(), 1, late.plusNanos(1), 10);
        store.create(newer);
        store.create(older);
        List<DraftRecord> all = store.list(0, 1_000);
        assertTrue(all.indexOf(newer) >= 0 && all.indexOf(newer) < all.indexOf(older));
        assertEquals(all.get(1), store.list(1, 1).getFirst());
    }

    @Test
    public void buffersGoWithTheirDraft() {
        EnrollmentId id = Samples.enrollmentId();
        store.create(draft(id, 1, Samples.NOW, 10));
        BufferRecord one = new BufferRecord(id, "b1", "image/png", "buffers/1");
        BufferRecord two = new BufferRecord(id, "b2", "image/jp2", "buffers/2");
        store.addBuffer(two);
        store.addBuffer(one);
        Samples.refuses(StorageError.DUPLICATE_KEY, "bufferId", () -> store.addBuffer(one));
        assertEquals(Optional.of(one), store.buffer(id, "b1"));
        assertEquals(Optional.empty(), store.buffer(id, "b3"));
        assertEquals(List.of(one, two), store.buffers(id));
        assertTrue(store.delete(id));
        assertFalse(store.delete(id));
        assertEquals(List.of(), store.buffers(id));
    }

    @Test
    public void listsTheOldestThatWereBegunBeforeAMoment() {
        Instant early = Instant.parse("1975-01-01T00:00:00Z").plusNanos(ThreadLocalRandom.current().nextLong(1L << 50));
        DraftRecord first = draft(Samples.enrollmentId(), 1, early, 10);
        DraftRecord second = draft(Samples.enrollmentId(), 2, early.plusNanos(1), 10);
        store.create(second);
        store.create(first);
        assertEquals(List.of(first),
                store.begunBefore(early.plusNanos(1), 10).stream().filter(each -> !each.createdAt().isBefore(early)).toList());
        assertEquals(1, store.begunBefore(early.plusNanos(2), 1).size());
        store.delete(first.id());
        store.delete(second.id());
    }
}
