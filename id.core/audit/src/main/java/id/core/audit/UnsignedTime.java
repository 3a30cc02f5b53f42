package id.core.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a chain went on without a checkpoint. The times of its entries show when the system worked: of a pause
 * between two entries one interval counts at most, for it may have been down, and then nobody signs. Only since this
 * process started is it known that somebody could.
 */
final class UnsignedTime {
    /** So many intervals may pass: a restart or two, and one that was under way. */
    private static final int INTERVALS = 3;
    /** A start may take so long until the vault is open. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final Instant started;
    private final Instant now;
    private Duration interval;
    private Optional<Instant> last = Optional.empty();
    private Duration length = Duration.ZERO;

    /**
     * @param interval
     *            before the first checkpoint says its own
     * @param started
     *            when this process began to sign
     */
    UnsignedTime(Duration interval, Instant started, Instant now) {
        this.interval = interval;
        this.started = started;
        this.now = now;
    }

    /** The interval that counts at this place. */
    Duration interval() {
        return interval;
    }

    /** Another entry. */
    void entry(Instant at) {
        length = length.plus(last.map(before -> pause(before, at)).orElse(Duration.ZERO));
        last = Optional.of(last.filter(at::isBefore).orElse(at));
    }

    /** A checkpoint that covers more than those before; {@code leftOver} when there are entries that it does not cover. */
    void signed(Checkpoint checkpoint, boolean leftOver) {
        interval = Duration.ofMinutes(checkpoint.minutes());
        length = Duration.ZERO;
        last = leftOver ? Optional.of(checkpoint.at()) : Optional.empty();
    }

    /** How long it went on, where that is too long for a checkpoint that was late by so many minutes for a known reason. */
    Optional<Duration> excess(long lateMinutes) {
        return tooLong(length, Duration.ofMinutes(lateMinutes));
    }

    /** The same at the end of the chain. */
    Optional<Duration> excessNow(Optional<Instant> failingSince) {
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Instant working = last.get().isBefore(started) ? started : last.get();
        Duration all = length.plus(pause(last.get(), working)).plus(positive(Duration.between(working, now)));
        return tooLong(all, failingSince.map(since -> positive(Duration.between(since, now))).orElse(Duration.ZERO));
    }

    private Optional<Duration> tooLong(Duration all, Duration late) {
        Duration allowed = interval.multipliedBy(INTERVALS).plus(SLACK).plus(late);
        return all.compareTo(allowed) > 0 ? Optional.of(all) : Optional.empty();
    }

    private Duration pause(Instant from, Instant to) {
        Duration pause = positive(Duration.between(from, to));
        return pause.compareTo(interval) < 0 ? pause : interval;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
