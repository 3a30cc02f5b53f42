package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class GroupCommitTest {
    private static final Set<Class<?>> TABLES = Set.of(EnrollmentMapper.class);
    private static final Set<Class<?>> OTHER_TABLES = Set.of(IdentityMapper.class);

    private final GatedDevice device = new GatedDevice();
    private final GroupCommit commit = new GroupCommit(device, 0);

    @After
    public void close() {
        device.gate.release(1_000);
        commit.close();
    }

    /** Each sync waits for the test to let it through. */
    private static final class GatedDevice implements GroupCommit.Device {
        final Semaphore gate = new Semaphore(0);
        final Semaphore begun = new Semaphore(0);
        final AtomicInteger syncs = new AtomicInteger();
        volatile boolean broken;
        volatile boolean abandoned;

        @Override
        public void sync() throws Exception {
            syncs.incrementAndGet();
            begun.release();
            gate.acquire();
            if (broken) {
                throw new IOException("broken");
            }
        }

        @Override
        public void abandon() {
            abandoned = true;
        }
    }

    private CompletableFuture<Void> commitInThread() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Semaphore committed = new Semaphore(0);
        Thread.ofPlatform().start(() -> {
            try {
                commit.commit(TABLES, committed::release);
                done.complete(null);
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        committed.acquireUninterruptibly();
        return done;
    }

    private static void await(CompletableFuture<Void> done) throws Exception {
        done.get(20, TimeUnit.SECONDS);
    }

    @Test
    public void commitDuringASyncWaitsForTheNext() throws Exception {
        CompletableFuture<Void> first = commitInThread();
        device.begun.acquire();
        CompletableFuture<Void> second = commitInThread();
        device.gate.release();
        await(first);
        device.begun.acquire();
        assertFalse("synced by a sync that began before its commit", second.isDone());
        device.gate.release();
        await(second);
        assertEquals(2, device.syncs.get());
    }

    @Test
    public void readerWaitsForWhatItMayHaveSeen() throws Exception {
        commit.awaitSeen(TABLES);
        assertEquals("nothing to wait for", 0, device.syncs.get());
        CompletableFuture<Void> writer = commitInThread();
        device.begun.acquire();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> commit.awaitSeen(TABLES));
        assertFalse(reader.isDone());
        device.gate.release(2);
        await(writer);
        await(reader);
    }

    @Test
    public void readerOfOtherTablesWaitsForNobody() throws Exception {
        CompletableFuture<Void> writer = commitInThread();
        device.begun.acquire();
        commit.awaitSeen(OTHER_TABLES);
        assertFalse(writer.isDone());
        device.gate.release();
        await(writer);
    }

    @Test
    public void readerIsServedByTheSyncThatCoversWhatItSaw() throws Exception {
        CompletableFuture<Void> writer = commitInThread();
        device.begun.acquire();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> commit.awaitSeen(TABLES));
        device.gate.release();
        await(writer);
        await(reader);
        assertEquals("no sync of its own", 1, device.syncs.get());
    }

    /** In the database already and visible, but too late for the sync that is under way. */
    @Test
    public void readerWaitsForTheNextSyncOfACommitWithoutATicket() throws Exception {
        CompletableFuture<Void> first = commitInThread();
        device.begun.acquire();
        Semaphore visible = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> commit.commit(OTHER_TABLES, () -> {
            visible.release();
            mayEnd.acquireUninterruptibly();
        }), work -> Thread.ofPlatform().start(work));
        visible.acquire();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> commit.awaitSeen(OTHER_TABLES));
        device.gate.release();
        await(first);
        device.begun.acquire();
        assertFalse("served by a sync that began before what it saw", reader.isDone());
        mayEnd.release();
        device.gate.release(2);
        await(reader);
        await(second);
    }

    @Test
    public void failedSyncFailsAllWhoWaitAndAllAfter() throws Exception {
        CompletableFuture<Void> first = commitInThread();
        device.begun.acquire();
        CompletableFuture<Void> second = commitInThread();
        device.broken = true;
        device.gate.release();
        assertUnavailable(first);
        assertUnavailable(second);
        device.broken = false;
        IdentityException after = assertThrows(IdentityException.class, () -> commit.commit(TABLES, () -> {
            throw new AssertionError("the store has stopped");
        }));
        assertEquals(StorageError.STORE_UNAVAILABLE, after.code());
        assertThrows(IdentityException.class, commit::check);
        assertThrows(IdentityException.class, () -> commit.awaitSeen(TABLES));
        commit.close();
        assertEquals("never tried again", 1, device.syncs.get());
        assertTrue(device.abandoned);
    }

    private static void assertUnavailable(CompletableFuture<Void> done) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> done.get(20, TimeUnit.SECONDS));
        assertEquals(StorageError.STORE_UNAVAILABLE, ((IdentityException) failed.getCause()).code());
    }

    @Test
    public void failedDatabaseCommitIsNotSyncedAndLeavesNothingToWaitFor() {
        assertThrows(IllegalStateException.class, () -> commit.commit(TABLES, () -> {
            throw new IllegalStateException("rolled back");
        }));
        commit.awaitSeen(TABLES);
        assertEquals(0, device.syncs.get());
    }

    /** In the database already, but without a ticket yet when the closing begins. */
    @Test
    public void closingWaitsForACommitThatHasBegun() throws Exception {
        device.gate.release(10);
        Semaphore begun = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> commit.commit(TABLES, () -> {
            begun.release();
            mayEnd.acquireUninterruptibly();
        }), work -> Thread.ofPlatform().start(work));
        begun.acquire();
        Thread closer = Thread.ofPlatform().start(commit::close);
        while (closer.isAlive() && closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(writer.isDone());
        mayEnd.release();
        await(writer);
        closer.join();
        assertEquals(1, device.syncs.get());
    }

    @Test
    public void closingSyncsWhatWaits() throws Exception {
        CompletableFuture<Void> first = commitInThread();
        device.begun.acquire();
        CompletableFuture<Void> second = commitInThread();
        device.gate.release(2);
        commit.close();
        await(first);
        await(second);
        assertThrows(IdentityException.class, () -> commit.commit(TABLES, () -> {}));
    }
}
