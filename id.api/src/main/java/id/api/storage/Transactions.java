package id.api.storage;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/** Transactions that all stores of one database join, bound to the calling thread. */
@ConsumerType
public interface Transactions {
    /**
     * Runs {@code work} in the thread's transaction, or in a new one when there is none. Isolation: read committed.
     * Everything is durable when the outermost call returns; when work throws, nothing is stored and the exception goes
     * on unchanged. Work must not hand the transaction to other threads and should take milliseconds.
     */
    <T> T required(Supplier<T> work);

    /** The same for work without a result. */
    default void required(Runnable work) {
        required(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /**
     * Runs {@code action} once the thread's transaction is durable (at once when there is none); not at all when it
     * fails.
     */
    void afterCommit(Runnable action);
}
