package id.core.identity;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.SequenceStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers of a store sequence, taken in blocks and ahead of need. Blocks are fetched by a thread that holds no
 * transaction: a caller within one that waited for a second connection could wait for ever.
 */
final class NumberBlocks {
    private static final int WAIT_SECONDS = 30;

    private final SequenceStore store;
    private final String name;
    private final int size;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private CompletableFuture<Void> fetching;

    NumberBlocks(SequenceStore store, String name, int size, Executor executor) {
        this.store = store;
        this.name = name;
        this.size = size;
        this.executor = executor;
    }

    /** A number that nobody else gets, durable as taken. */
    long next() {
        while (true) {
            CompletableFuture<Void> arrival = null;
            lock.lock();
            try {
                Block block = blocks.peek();
                if (block == null || (blocks.size() == 1 && block.left() <= size / 2)) {
                    arrival = fetch();
                }
                if (block != null) {
                    long number = block.next++;
                    if (block.left() == 0) {
                        blocks.remove();
                    }
                    return number;
                }
            } finally {
                lock.unlock();
            }
            await(arrival);
        }
    }

    private CompletableFuture<Void> fetch() {
        if (fetching != null) {
            return fetching;
        }
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        fetching = arrival;
        try {
            executor.execute(() -> reserve(arrival));
        } catch (RejectedExecutionException stopping) {
            fetching = null;
            arrival.completeExceptionally(
                    new IdentityException(GeneralError.UNAVAILABLE, "", "The register is stopping", stopping));
        }
        return arrival;
    }

    private void reserve(CompletableFuture<Void> arrival) {
        Throwable failure = null;
        long first = 0;
        try {
            first = store.reserve(name, size);
        } catch (RuntimeException | Error broken) {
            failure = broken;
        }
        lock.lock();
        try {
            fetching = null;
            if (failure == null) {
                blocks.add(new Block(first, first + size));
            }
        } finally {
            lock.unlock();
        }
        if (failure == null) {
            arrival.complete(null);
        } else {
            arrival.completeExceptionally(failure);
        }
    }

    private static void await(CompletableFuture<Void> arrival) {
        try {
            arrival.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IdentityException coded) {
                throw new IdentityException(coded.code(), coded.field(), coded.getMessage(), coded);
            }
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "", "No numbers could be reserved",
                    failed.getCause());
        } catch (TimeoutException late) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "",
                    "The store reserved no numbers within " + WAIT_SECONDS + " s", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "Stopped while waiting for numbers", stopped);
        }
    }

    private static final class Block {
        private final long end;
        private long next;

        Block(long first, long end) {
            this.next = first;
            this.end = end;
        }

        long left() {
            return end - next;
        }
    }
}
