package id.core.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.PersonId;

/**
 * Locks a factor of a person after too many wrong tries. Counts lie in the store: a restart or another node knows them.
 */
@Component(service = TryLocks.class, configurationPid = "id.core.verification.locks")
@Designate(ocd = TryLocks.Config.class)
public final class TryLocks {
    /** Settings. */
    @ObjectClassDefinition(name = "Locks after wrong tries")
    public @interface Config {
        @AttributeDefinition(description = "How long a factor of a person stays locked, in minutes; 1 to 10,080")
        long lockMinutes() default 30;
    }

    private final CounterStore counters;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration duration;
    private final PersonMarks marks;

    @Activate
    public TryLocks(Config config, @Reference CounterStore counters, @Reference Transactions transactions,
            @Reference InstantSource clock, @Reference PersonMarks marks) {
        this.marks = marks;
        this.duration = Duration.ofMinutes(Ranges.require("lockMinutes", config.lockMinutes(), 1, 10_080));
        this.counters = counters;
        this.transactions = transactions;
        this.clock = clock;
    }

    boolean locked(String factor, PersonId person) {
        return counters.count(lockKey(factor, person), clock.instant()) > 0;
    }

    /**
     * Counts a try before it is compared, so that tries at the same time cannot guess more often than the limit.
     *
     * @return whether this try may be compared
     */
    boolean begin(String factor, PersonId person, long limit) {
        Instant now = clock.instant();
        return counters.increment(triesKey(factor, person), now, now.plus(duration)) <= limit;
    }

    /** Locks when the try that was begun was the last allowed one. */
    void wrong(String factor, PersonId person, long limit) {
        Instant now = clock.instant();
        if (counters.count(triesKey(factor, person), now) >= limit) {
            // The tries stay counted: one that waits for this transaction must not find a fresh counter. They expire
            // before the lock does.
            counters.increment(lockKey(factor, person), now, now.plus(duration));
        }
    }

    /** Counts a wrong try that was not begun, and locks with the last allowed one. */
    void count(String factor, PersonId person, long limit) {
        transactions.required(() -> {
            begin(factor, person, limit);
            wrong(factor, person, limit);
        });
    }

    /** Forgets the try that was begun, and all wrong ones before it. */
    void rightAfterBegin(String factor, PersonId person) {
        counters.clear(triesKey(factor, person));
    }

    /** Forgets wrong tries. */
    void right(String factor, PersonId person) {
        String key = triesKey(factor, person);
        if (counters.count(key, clock.instant()) > 0) {
            counters.clear(key);
        }
    }

    private String triesKey(String factor, PersonId person) {
        return "tries/" + factor + "/" + marks.inCounters(person);
    }

    private String lockKey(String factor, PersonId person) {
        return "lock/" + factor + "/" + marks.inCounters(person);
    }
}
