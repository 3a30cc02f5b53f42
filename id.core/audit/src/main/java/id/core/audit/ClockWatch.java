package id.core.audit;

import id.api.storage.AuditStore.AuditRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the clocks of all nodes agree: each writes its own time into the trail that all share, and what was written
 * cannot be of the future. Of two nodes whose clocks differ the one that is behind sees it; and so does one whose clock was
 * put back. Says so once in a while. Safe for concurrent use.
 */
final class ClockWatch {
    /** Clocks that are kept by NTP differ by milliseconds; people cannot tell the order of events that are a second apart. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);
    static final Duration SAID_EVERY = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final InstantSource clock;
    private Optional<Instant> said = Optional.empty();

    ClockWatch(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Looks at entries as they come.
     *
     * @return whether it said something
     */
    synchronized boolean look(List<AuditRow> rows) {
        Instant now = clock.instant();
        Duration ahead = rows.stream().map(row -> Duration.between(now, row.at())).max(Duration::compareTo).orElse(Duration.ZERO);
        if (ahead.compareTo(TOLERANCE) <= 0 || said.filter(before -> isRecent(before, now)).isPresent()) {
            return false;
        }
        said = Optional.of(now);
        LOG.error("The clock of this node is {} s behind one that wrote into the audit trail, or was put back: times of entries "
                + "do not tell their order. Have all nodes keep their clocks by the same NTP servers", ahead.toSeconds());
        return true;
    }

    /** A clock that was put back leaves what was said in the future: that is not recent. */
    private static boolean isRecent(Instant before, Instant now) {
        return !before.isAfter(now) && now.isBefore(before.plus(SAID_EVERY));
    }
}
