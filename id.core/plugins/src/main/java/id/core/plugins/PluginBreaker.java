package id.core.plugins;

import id.api.plugin.PluginFigures.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Keeps calls from a plugin that fails on and on, and after a pause lets a few try whether it works again. Meanwhile
 * the others wait for what comes of the tries: an operation that asks twice at the same time must not fail at a plugin
 * that has recovered. Safe for concurrent use.
 */
final class PluginBreaker {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private final CircuitBreaker breaker;
    private final Clock clock;
    private final Duration pause;
    private final Consumer<Breaker> listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Instant openUntil = Instant.MIN;

    /** What became of the wish to call. */
    enum Permission {
        /** Called as always. */
        CALL,
        /** Called to see whether it works again. */
        TRY,
        /** Not called. */
        NONE
    }

    /**
     * When it opens.
     *
     * @param failurePercent
     *            share of failed calls within the window that opens it, 1 to 100
     * @param windowCalls
     *            how many of the last calls count
     * @param leastCalls
     *            it does not open before so many calls
     * @param pause
     *            how long it keeps calls out
     * @param probes
     *            calls that try afterwards
     */
    record Rule(int failurePercent, int windowCalls, int leastCalls, Duration pause, int probes) {}

    PluginBreaker(String name, Rule rule, Clock clock, Consumer<Breaker> listener) {
        this.clock = clock;
        this.pause = rule.pause();
        this.listener = listener;
        this.breaker = CircuitBreaker.of(name, CircuitBreakerConfig.custom()
                .failureRateThreshold(rule.failurePercent())
                .slidingWindow(rule.windowCalls(), rule.leastCalls(), CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .waitDurationInOpenState(rule.pause())
                .permittedNumberOfCallsInHalfOpenState(rule.probes())
                .clock(clock)
                .currentTimestampFunction(any -> System.nanoTime(), TimeUnit.NANOSECONDS)
                .build());
        breaker.getEventPublisher().onStateTransition(this::transition);
    }

    /** One that never opens. */
    static PluginBreaker closed(String name) {
        PluginBreaker never = new PluginBreaker(name, new Rule(100, 1, 1, Duration.ofSeconds(1), 1), Clock.systemUTC(),
                change -> {});
        never.breaker.transitionToDisabledState();
        return never;
    }

    /**
     * Asks for permission; waits for running tries until {@link System#nanoTime()} is {@code deadline}.
     *
     * @return to be given back with the result, unless there is none
     */
    Permission enter(long deadline) throws InterruptedException {
        if (!breaker.tryAcquirePermission() && !awaitTries(deadline)) {
            return Permission.NONE;
        }
        // Who has a try in hand finds this state: it lasts until the result of every try is known.
        return breaker.getState() == State.HALF_OPEN ? Permission.TRY : Permission.CALL;
    }

    /** Whether calls are kept out now, without a wait. */
    boolean isOpen() {
        return state() == Breaker.OPEN;
    }

    Breaker state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> clock.instant().isAfter(openUntil) ? Breaker.DUE : Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> Breaker.CLOSED;
        };
    }

    /** How long until a call may be let in again. */
    Duration remaining() {
        Duration left = Duration.between(clock.instant(), openUntil);
        return breaker.getState() == State.HALF_OPEN || left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
    }

    void succeeded(Permission permission, long nanos) {
        if (counts(permission)) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void failed(Permission permission, long nanos, Throwable why) {
        if (counts(permission)) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, why);
        }
    }

    /** The call tells nothing of the plugin. */
    void withdrawn(Permission permission) {
        if (counts(permission)) {
            breaker.releasePermission();
            wake();
        }
    }

    /** A call that began before the pause tells nothing of the time after it. */
    private boolean counts(Permission permission) {
        return permission == Permission.TRY || breaker.getState() != State.HALF_OPEN;
    }

    private boolean awaitTries(long deadline) throws InterruptedException {
        if (breaker.getState() == State.OPEN) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            while (!breaker.tryAcquirePermission()) {
                State now = breaker.getState();
                long left = deadline - System.nanoTime();
                if (now == State.OPEN || left <= 0) {
                    return false;
                }
                if (now == State.HALF_OPEN) {
                    changed.awaitNanos(left);
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void transition(CircuitBreakerOnStateTransitionEvent event) {
        State to = event.getStateTransition().getToState();
        lock.lock();
        try {
            if (to == State.OPEN) {
                openUntil = clock.instant().plus(pause);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.accept(switch (to) {
            case OPEN, FORCED_OPEN -> Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> Breaker.CLOSED;
        });
    }
}
