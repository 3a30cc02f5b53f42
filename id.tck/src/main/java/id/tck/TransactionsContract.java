package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.storage.CounterStore;
import id.api.storage.SequenceStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** All or nothing, joining, and what others see. */
public abstract class TransactionsContract extends StoreContract {
    private final String key = "t-" + Samples.hex128();

    private long count() {
        return stores().counters().count(key, Samples.NOW);
    }

    private void increment() {
        stores().counters().increment(key, Samples.NOW, Samples.NOW.plusSeconds(60));
    }

    @Test
    public void returnsWhatTheWorkReturns() {
        assertEquals("done", stores().transactions().required(() -> "done"));
    }

    @Test
    public void workThatThrowsStoresNothingAndItsExceptionGoesOnUnchanged() {
        IllegalStateException thrown = new IllegalStateException("stop");
        IllegalStateException caught = assertThrows(IllegalStateException.class,
                () -> stores().transactions().required(() -> {
                    increment();
                    throw thrown;
                }));
        assertSame(thrown, caught);
        assertEquals(0, count());
    }

    @Test
    public void nestedWorkJoins() {
        Transactions transactions = stores().transactions();
        assertThrows(IllegalStateException.class, () -> transactions.required(() -> {
            transactions.required(this::increment);
            assertEquals("sees its own changes", 1, count());
            throw new IllegalStateException("after the nested part came back");
        }));
        assertEquals(0, count());
    }

    @Test
    public void nestedWorkThatFailedTakesTheWholeWithIt() {
        Transactions transactions = stores().transactions();
        assertThrows(IdentityException.class, () -> transactions.required(() -> {
            increment();
            try {
                transactions.required((Runnable) () -> {
                    throw new IllegalStateException("nested");
                });
            } catch (IllegalStateException passedOver) {
                increment();
            }
        }));
        assertEquals(0, count());
    }

    @Test
    public void refusalOfAStoreLeavesTheTransactionUsable() {
        Transactions transactions = stores().transactions();
        var identity = Samples.identity(Samples.personId(), Samples.enrollmentId());
        stores().identities().create(identity);
        transactions.required(() -> {
            Samples.refuses(StorageError.DUPLICATE_KEY, "person", () -> stores().identities().create(identity));
            increment();
        });
        assertEquals(1, count());
    }

    @Test
    public void othersSeeNothingBeforeTheEndAndAllAfterIt() throws Exception {
        increment();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            stores().transactions().required(() -> {
                increment();
                assertEquals(1L, (long) await(other.submit(this::count)));
            });
            assertEquals(2L, (long) await(other.submit(this::count)));
        }
    }

    @Test
    public void transactionIsBoundToItsThread() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertThrows(IllegalStateException.class, () -> stores().transactions().required(() -> {
                await(other.submit(this::increment));
                throw new IllegalStateException("stop");
            }));
        }
        assertEquals("the other thread's own transaction stands", 1, count());
    }

    @Test
    public void actionsRunAfterTheOutermostCommitInOrder() {
        Transactions transactions = stores().transactions();
        List<String> order = new ArrayList<>();
        transactions.required(() -> {
            transactions.afterCommit(() -> order.add("first"));
            transactions.required(() -> transactions.afterCommit(() -> order.add("second")));
            order.add("work");
            increment();
        });
        assertEquals(List.of("work", "first", "second"), order);
    }

    @Test
    public void actionMayUseTheStores() {
        stores().transactions().required(() -> {
            increment();
            stores().transactions().afterCommit(this::increment);
        });
        assertEquals(2, count());
    }

    @Test
    public void actionsOfFailedWorkNeverRun() {
        AtomicBoolean ran = new AtomicBoolean();
        assertThrows(IllegalStateException.class, () -> stores().transactions().required(() -> {
            increment();
            stores().transactions().afterCommit(() -> ran.set(true));
            throw new IllegalStateException("stop");
        }));
        assertFalse(ran.get());
    }

    @Test
    public void actionOutsideATransactionRunsAtOnce() {
        AtomicBoolean ran = new AtomicBoolean();
        stores().transactions().afterCommit(() -> ran.set(true));
        assertTrue(ran.get());
    }

    @Test
    public void numbersAreTakenForGoodEvenWhenTheWorkFails() {
        SequenceStore sequences = stores().sequences();
        assertThrows(IllegalStateException.class, () -> stores().transactions().required(() -> {
            sequences.reserve(key, 5);
            throw new IllegalStateException("stop");
        }));
        assertEquals(5, sequences.taken(key));
    }

    @Test
    public void deadlockEndsWithBothDone() throws Exception {
        CounterStore counters = stores().counters();
        String other = key + "-b";
        counters.increment(key, Samples.NOW, Samples.NOW.plusSeconds(60));
        counters.increment(other, Samples.NOW, Samples.NOW.plusSeconds(60));
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        AtomicInteger turn = new AtomicInteger();
        Race.run(2, crossing(counters, other, bothHoldOne, turn));
        assertEquals(3, counters.count(key, Samples.NOW));
        assertEquals(3, counters.count(other, Samples.NOW));
    }

    private Callable<Void> crossing(CounterStore counters, String other, CountDownLatch bothHoldOne,
            AtomicInteger turn) {
        return () -> {
            boolean straight = turn.getAndIncrement() == 0;
            stores().transactions().required(() -> {
                counters.increment(straight ? key : other, Samples.NOW, Samples.NOW.plusSeconds(60));
                bothHoldOne.countDown();
                awaitLatch(bothHoldOne);
                counters.increment(straight ? other : key, Samples.NOW, Samples.NOW.plusSeconds(60));
            });
            return null;
        };
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
