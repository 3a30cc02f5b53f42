package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is acknowledged survives a loss of power, and a disk that fails is not believed. */
public class H2DurabilityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = NOW.plusSeconds(1_000_000);

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;

    @Before
    public void register() {
        SyncedFiles.register();
        SyncedFiles.BROKEN.set(false);
        folder = temporary.getRoot().toPath();
    }

    @After
    public void mend() {
        SyncedFiles.BROKEN.set(false);
    }

    private OpenStores open(String name) {
        return OpenStores.h2(TestConfig.url("jdbc:h2:synced:" + folder.resolve(name)));
    }

    private static boolean mark(OpenStores stores, String key) {
        return stores.counters().putIfAbsent(key, NOW, END);
    }

    @Test
    public void acknowledgedMarksSurviveALossOfPower() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (OpenStores stores = open("live")) {
            AtomicBoolean running = new AtomicBoolean(true);
            List<Thread> writers = writers(stores, acknowledged, running);
            for (int round = 0; round < 12; round++) {
                Thread.sleep(60);
                List<String> before = new ArrayList<>(acknowledged);
                Path image = folder.resolve("after-" + round + ".mv.db");
                SyncedFiles.powerLoss(folder.resolve("live.mv.db").toString(), image);
                assertAllThere("after-" + round, before);
                Files.delete(image);
            }
            running.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertTrue(acknowledged.size() > 100);
    }

    private static List<Thread> writers(OpenStores stores, Set<String> acknowledged, AtomicBoolean running) {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int writer = i;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; running.get(); n++) {
                    String key = writer + "-" + n;
                    mark(stores, key);
                    acknowledged.add(key);
                }
            }));
        }
        return writers;
    }

    private void assertAllThere(String name, List<String> keys) throws SQLException {
        Set<String> left = new HashSet<>();
        try (Connection connection = new org.h2.Driver().connect("jdbc:h2:file:" + folder.resolve(name),
                credentials()); ResultSet rows = connection.createStatement().executeQuery("select name from counter")) {
            while (rows.next()) {
                left.add(rows.getString(1));
            }
        }
        assertEquals(List.of(), keys.stream().filter(key -> !left.contains(key)).toList());
    }

    private static Properties credentials() {
        Properties credentials = new Properties();
        credentials.put("user", TestConfig.h2(Path.of("")).user());
        credentials.put("password", TestConfig.h2(Path.of(""))._password());
        return credentials;
    }

    @Test
    public void interruptedCallersAreNotAcknowledgedTooEarlyAndHarmNobody() throws Exception {
        try (OpenStores stores = open("interrupted")) {
            for (int i = 0; i < 20; i++) {
                String key = "k" + i;
                Thread.currentThread().interrupt();
                boolean marked = mark(stores, key);
                assertTrue("the interrupt is kept", Thread.interrupted());
                assertTrue(marked);
                SyncedFiles.powerLoss(folder.resolve("interrupted.mv.db").toString(), folder.resolve("i.mv.db"));
                assertAllThere("i", List.of(key));
            }
        }
    }

    @Test
    public void commitsOfManyThreadsShareSyncs() throws Exception {
        try (OpenStores stores = open("shared")) {
            int before = SyncedFiles.FORCES.get();
            AtomicInteger count = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int writer = i;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int n = 0; n < 50; n++) {
                        mark(stores, writer + "-" + n);
                        count.incrementAndGet();
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(800, count.get());
            int syncs = SyncedFiles.FORCES.get() - before;
            assertTrue(syncs + " syncs for 800 commits", syncs > 0 && syncs < 800);
        }
    }

    @Test
    public void readingAloneNeedsNoSync() {
        try (OpenStores stores = open("read")) {
            mark(stores, "k");
            int before = SyncedFiles.FORCES.get();
            for (int i = 0; i < 50; i++) {
                stores.counters().count("k", NOW);
                stores.enrollments().claim("w", 10, NOW, java.time.Duration.ofSeconds(1));
            }
            assertEquals(before, SyncedFiles.FORCES.get());
        }
    }

    @Test
    public void storeStopsAtTheFirstFailedSync() throws Exception {
        Path image = folder.resolve("left.mv.db");
        OpenStores stores = open("broken");
        mark(stores, "before");
        SyncedFiles.BROKEN.set(true);
        IdentityException failed = assertThrows(IdentityException.class, () -> mark(stores, "lost"));
        assertEquals(StorageError.STORE_UNAVAILABLE, failed.code());
        SyncedFiles.BROKEN.set(false);
        IdentityException after = assertThrows(IdentityException.class, () -> mark(stores, "after"));
        assertEquals(StorageError.STORE_UNAVAILABLE, after.code());
        assertThrows(IdentityException.class, () -> stores.counters().count("before", NOW));
        SyncedFiles.powerLoss(folder.resolve("broken.mv.db").toString(), image);
        assertAllThere("left", List.of("before"));
        stores.close();
    }

    @Test
    public void actionsWaitForTheSync() {
        try (OpenStores stores = open("actions")) {
            int before = SyncedFiles.FORCES.get();
            AtomicInteger atAction = new AtomicInteger();
            stores.transactions().required(() -> {
                stores.transactions().afterCommit(() -> atAction.set(SyncedFiles.FORCES.get()));
                mark(stores, "k");
            });
            assertTrue(atAction.get() > before);
        }
    }
}
