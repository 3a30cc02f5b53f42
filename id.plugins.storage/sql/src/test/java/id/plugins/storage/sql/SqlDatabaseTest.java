package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SealedValue;
import id.api.storage.DraftStore.DraftRecord;
import id.api.storage.StorageError;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.exceptions.PersistenceException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Settings, opening, and what becomes of failures. */
public class SqlDatabaseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder() {
        return temporary.getRoot().toPath();
    }

    private static void assertRefused(String key, TestConfig config) {
        IdentityException refused = assertThrows(IdentityException.class, () -> OpenStores.h2(config));
        assertEquals(GeneralError.INVALID_VALUE, refused.code());
        assertEquals(key, refused.field());
        assertTrue(refused.getMessage().contains(key));
    }

    @Test
    public void refusesSettingsOutOfRange() {
        String url = TestConfig.h2(folder()).url();
        assertRefused("url", TestConfig.url("jdbc:oracle:thin:@x"));
        assertRefused("url", TestConfig.url(""));
        assertRefused("poolSize", new TestConfig(url, "a", "", 1, 4_000, 0, 5_000));
        assertRefused("lockTimeoutMs", new TestConfig(url, "a", "", 8, 99, 0, 5_000));
        assertRefused("groupCommitMicros", new TestConfig(url, "a", "", 8, 4_000, -1, 5_000));
        assertRefused("connectionTimeoutMs", new TestConfig(url, "a", "", 8, 4_000, 0, 60_001));
    }

    @Test
    public void settingsShowNoSecrets() {
        assertFalse(Settings.of(TestConfig.h2(folder())).toString().contains("secret"));
    }

    @Test
    public void urlGetsWhatTheStoresRelyOn() {
        String h2 = Dialect.H2.prepare("jdbc:h2:file:/x/idem;LOCK_TIMEOUT=7", 4_000);
        assertTrue(h2, h2.startsWith("jdbc:h2:async:/x/idem;LOCK_TIMEOUT=7;"));
        assertTrue(h2, h2.contains(";MODE=PostgreSQL"));
        assertEquals("the operator's word stands", -1, h2.indexOf("LOCK_TIMEOUT=4000"));
        String postgres = Dialect.POSTGRESQL.prepare("jdbc:postgresql://db/idem?ssl=true", 4_000);
        assertTrue(postgres, postgres.startsWith("jdbc:postgresql://db/idem?ssl=true&ApplicationName=idem&"));
        assertTrue(postgres, postgres.contains("&options=-c%20lock_timeout=4000"));
    }

    @Test
    public void everyPlainFileIsOpenedSoThatInterruptsDoNotCloseIt() {
        for (String file : new String[]{ "file:/x/idem", "/x/idem", "./idem", "~/idem" }) {
            assertTrue(file, Dialect.H2.prepare("jdbc:h2:" + file, 4_000).startsWith("jdbc:h2:async:"));
        }
        assertTrue(Dialect.H2.prepare("jdbc:h2:mem:x", 4_000).startsWith("jdbc:h2:mem:x;"));
    }

    /** Plugin calls that run out of time are interrupted, and may be reading the file at that moment. */
    @Test
    public void interruptedReadersDoNotCloseTheFileForOthers() {
        TestConfig uncached = TestConfig.url(TestConfig.h2(folder()).url() + ";CACHE_SIZE=0");
        try (OpenStores stores = OpenStores.h2(uncached)) {
            List<DraftRecord> drafts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                drafts.add(new DraftRecord(new EnrollmentId("d" + i), new SealedValue(Bytes.of(new byte[300_000])),
                        false, 1, ClientId.SYSTEM, NOW));
                stores.drafts().create(drafts.get(i));
            }
            for (DraftRecord draft : drafts) {
                Thread.currentThread().interrupt();
                try {
                    stores.drafts().find(draft.id());
                } catch (IdentityException cutShort) {
                    assertEquals(StorageError.STORE_UNAVAILABLE, cutShort.code());
                } finally {
                    Thread.interrupted();
                }
                assertEquals(draft, stores.drafts().find(draft.id()).orElseThrow());
            }
            assertEquals(1, stores.counters().increment("k", NOW, NOW.plusSeconds(1)));
        }
    }

    @Test
    public void opensWhatItClosed() {
        try (OpenStores stores = OpenStores.h2(folder())) {
            stores.counters().increment("k", NOW, NOW.plusSeconds(1));
        }
        try (OpenStores stores = OpenStores.h2(folder())) {
            assertEquals(1, stores.counters().count("k", NOW));
        }
    }

    @Test
    public void secondProcessOrWrongPasswordIsToldAndLeavesNothingOpen() {
        TestConfig right = TestConfig.h2(folder());
        try (OpenStores stores = OpenStores.h2(right)) {
            stores.counters().increment("k", NOW, NOW.plusSeconds(1));
        }
        TestConfig wrong = new TestConfig(right.url(), right.user(), "wrong", 8, 4_000, 0, 5_000);
        IdentityException refused = assertThrows(IdentityException.class, () -> OpenStores.h2(wrong));
        assertEquals(StorageError.STORE_UNAVAILABLE, refused.code());
        try (OpenStores stores = OpenStores.h2(right)) {
            assertEquals(1, stores.counters().count("k", NOW));
        }
    }

    @Test
    public void failuresCarryNoValues() {
        IdentityException coded = DatabaseFailure.coded(Dialect.H2, new PersistenceException("insert of Mary",
                new SQLException("duplicate key Mary", "23505", 23505)));
        StringBuilder told = new StringBuilder();
        for (Throwable t = coded; t != null; t = t.getCause()) {
            told.append(t);
        }
        assertFalse(told.toString(), told.toString().contains("Mary"));
        assertTrue(told.toString(), told.toString().contains("23505"));
    }

    @Test
    public void fullDatabaseIsSaidToBeFull() {
        assertEquals(StorageError.STORE_FULL, DatabaseFailure
                .coded(Dialect.POSTGRESQL, new PersistenceException(new SQLException("disk full", "53100"))).code());
    }

    @Test
    public void workThatMetOthersIsDoneAgainButNotForEver() {
        try (OpenStores stores = OpenStores.h2(folder())) {
            IdentityException met = DatabaseFailure.coded(Dialect.H2,
                    new PersistenceException(new SQLException("deadlock", "40001")));
            AtomicInteger tries = new AtomicInteger();
            AtomicInteger actions = new AtomicInteger();
            assertEquals(3, (int) stores.transactions().required(() -> {
                stores.transactions().afterCommit(actions::incrementAndGet);
                stores.counters().increment("k", NOW, NOW.plusSeconds(1));
                if (tries.incrementAndGet() < 3) {
                    throw met;
                }
                return tries.get();
            }));
            assertEquals("rolled back before each new try", 1, stores.counters().count("k", NOW));
            assertEquals(1, actions.get());
            tries.set(-1_000);
            assertThrows(IdentityException.class, () -> stores.transactions().required(() -> {
                tries.incrementAndGet();
                throw met;
            }));
            assertEquals(-995, tries.get());
        }
    }

    @Test
    public void exhaustedPoolIsUnavailable() throws Exception {
        TestConfig two = new TestConfig(TestConfig.h2(folder()).url(), "idem", "secret", 2, 4_000, 0, 250);
        try (OpenStores stores = OpenStores.h2(two)) {
            stores.transactions().required(() -> inThread(() -> stores.transactions().required(() -> {
                inThread(() -> {
                    IdentityException none = assertThrows(IdentityException.class,
                            () -> stores.counters().count("k", NOW));
                    assertEquals(StorageError.STORE_UNAVAILABLE, none.code());
                });
            })));
        }
    }

    private static void inThread(Runnable work) {
        java.util.concurrent.CompletableFuture.runAsync(work, r -> Thread.ofPlatform().start(r)).join();
    }
}
