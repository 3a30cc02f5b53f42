package id.core.security;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lends things that are dear to make and not safe for concurrent use. Unlike a thread local it serves virtual threads
 * well, and nobody ever waits: where the slot of a thread is empty, a new thing is made.
 *
 * @param <T>
 *            what is lent
 */
final class Stripes<T> {
    private static final int SLOTS = 64;

    private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> maker;

    Stripes(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Runs {@code work} with one of the things. It is not lent again when work throws: its state is unknown. */
    <R> R with(Function<T, R> work) {
        int slot = (int) Thread.currentThread().threadId() & (SLOTS - 1);
        T thing = idle.getAndSet(slot, null);
        if (thing == null) {
            thing = maker.get();
        }
        R result = work.apply(thing);
        idle.set(slot, thing);
        return result;
    }
}
