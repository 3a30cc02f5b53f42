package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentDrafts;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.DraftStore;
import id.api.storage.StorageError;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class DraftsTest {
    private static final EnrollmentId ID = new EnrollmentId("Draft-1");
    private final TestSystem system = new TestSystem();
    private final EnrollmentDrafts drafts = new SealedDrafts(new FakeDrafts(), system.disk.enrollments, system.disk.transactions,
            system.disk.security, system.registry, system.disk, system.disk.security);

    @Test
    public void keepsChangesAndFinishes() {
        drafts.create(ID, Bytes.utf8("one"), TestSystem.STATION);
        assertError(GeneralError.CONFLICT, () -> drafts.create(ID, Bytes.utf8("other"), TestSystem.STATION));
        drafts.replace(ID, Bytes.utf8("two"), 1);
        assertError(GeneralError.CONFLICT, () -> drafts.replace(ID, Bytes.utf8("three"), 1));
        assertEquals("two", drafts.read(ID).orElseThrow().document().asUtf8());
        assertEquals(TestSystem.STATION, drafts.read(ID).orElseThrow().owner());

        drafts.finish(ID);
        drafts.finish(ID);
        assertTrue(drafts.read(ID).orElseThrow().finished());
        assertError(GeneralError.CONFLICT, () -> drafts.replace(ID, Bytes.utf8("four"), 3));
        assertError(GeneralError.CONFLICT, () -> drafts.delete(ID));
        assertError(GeneralError.CONFLICT, () -> drafts.putBuffer(ID, "image/png", Bytes.utf8("x")));
        assertEquals(1, drafts.list(0, 10).size());
    }

    @Test
    public void knowsEnrollmentsAndWhatIsMissing() {
        system.submit("e1", "whorl");
        assertError(GeneralError.CONFLICT, () -> drafts.create(new EnrollmentId("e1"), Bytes.utf8("x"), TestSystem.STATION));
        assertTrue(drafts.read(ID).isEmpty());
        assertError(GeneralError.NOT_FOUND, () -> drafts.replace(ID, Bytes.utf8("x"), 1));
        assertError(GeneralError.NOT_FOUND, () -> drafts.finish(ID));
        assertError(GeneralError.NOT_FOUND, () -> drafts.delete(ID));
        assertError(GeneralError.NOT_FOUND, () -> drafts.putBuffer(ID, "image/png", Bytes.utf8("x")));
    }

    @Test
    public void buffersLieSealedInTheObjectStoreAndGoWithTheDraft() {
        drafts.create(ID, Bytes.utf8("one"), TestSystem.STATION);
        String buffer = drafts.putBuffer(ID, "image/png", Bytes.utf8("a picture"));
        assertEquals("a picture", drafts.buffer(ID, buffer).orElseThrow().content().asUtf8());
        assertEquals("image/png", drafts.buffer(ID, buffer).orElseThrow().mediaType());
        assertTrue(drafts.buffer(ID, "nothing").isEmpty());
        Map.Entry<String, byte[]> object = system.disk.objects.objects.entrySet().iterator().next();
        assertTrue(object.getKey(), object.getKey().matches("drafts/[0-9a-f]{32}/[0-9a-f]{32}"));
        assertFalse(new String(object.getValue(), StandardCharsets.UTF_8).contains("picture"));
        assertError(GeneralError.TOO_LARGE, () -> drafts.putBuffer(ID, "image/png", Bytes.of(new byte[0])));
        assertError(GeneralError.INVALID_VALUE, () -> drafts.putBuffer(ID, "picture", Bytes.utf8("x")));

        drafts.delete(ID);
        assertTrue(drafts.read(ID).isEmpty());
        assertTrue(system.disk.objects.objects.isEmpty());
    }

    private static void assertError(GeneralError code, ThrowingRunnable action) {
        assertEquals(code, assertThrows(IdentityException.class, action).code());
    }

    static final class FakeDrafts implements DraftStore {
        private final Map<EnrollmentId, DraftRecord> drafts = new LinkedHashMap<>();
        private final List<BufferRecord> buffers = new ArrayList<>();

        @Override
        public void create(DraftRecord record) {
            if (drafts.putIfAbsent(record.id(), record) != null) {
                throw new IdentityException(StorageError.DUPLICATE_KEY, "enrollmentId", "there");
            }
        }

        @Override
        public Optional<DraftRecord> find(EnrollmentId id) {
            return Optional.ofNullable(drafts.get(id));
        }

        @Override
        public void replace(DraftRecord next) {
            DraftRecord before = drafts.get(next.id());
            if (before == null || before.version() + 1 != next.version()) {
                throw new IdentityException(before == null ? StorageError.RECORD_MISSING : StorageError.STALE_RECORD, "", "changed");
            }
            drafts.put(next.id(), next);
        }

        @Override
        public List<DraftRecord> list(int offset, int limit) {
            return drafts.values().stream().skip(offset).limit(limit).toList();
        }

        @Override
        public List<DraftRecord> begunBefore(Instant moment, int limit) {
            return list(0, 1_000).stream().filter(draft -> draft.createdAt().isBefore(moment))
                    .sorted(java.util.Comparator.comparing(DraftRecord::createdAt)).limit(limit).toList();
        }

        @Override
        public boolean delete(EnrollmentId id) {
            buffers.removeIf(buffer -> buffer.id().equals(id));
            return drafts.remove(id) != null;
        }

        @Override
        public void addBuffer(BufferRecord buffer) {
            buffers.add(buffer);
        }

        @Override
        public Optional<BufferRecord> buffer(EnrollmentId id, String bufferId) {
            return buffers.stream().filter(one -> one.id().equals(id) && one.bufferId().equals(bufferId)).findFirst();
        }

        @Override
        public List<BufferRecord> buffers(EnrollmentId id) {
            return buffers.stream().filter(one -> one.id().equals(id)).toList();
        }
    }
}
