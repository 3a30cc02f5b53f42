package id.core.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.access.AccessError;
import id.api.access.ClientLimits;
import id.api.access.RefusedCalls;
import id.api.error.IdentityException;
import id.api.storage.CounterStore;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.verification.Reason;

/**
 * Holds off guessing, by whom and by what a person is named. An identifier is locked after too many wrong tries by whatever
 * factor and relying party; one that is nobody's is counted, locked and answered in the same way, before anybody looks whether
 * there is such a person. A relying party that asks in vain about too many different identifiers gets no answer until the
 * next hour. What could not be checked is not counted. Counts lie in the store, under keyed hashes: a restart and other nodes
 * know them, and a copy of the store does not tell who was asked about.
 */
@Component(service = { GuessLimit.class, RefusedCalls.class }, configurationPid = "id.core.verification.guesses")
@Designate(ocd = GuessLimit.Config.class)
public final class GuessLimit implements RefusedCalls {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Settings. */
    @ObjectClassDefinition(name = "Limits of guesses")
    public @interface Config {
        @AttributeDefinition(description = "Wrong tries of one identifier, by any factor and relying party, until it is locked; 1 to 1,000")
        long triesPerIdentifier() default 20;

        @AttributeDefinition(description = "How long a wrong try of an identifier counts, in minutes; 1 to 10,080")
        long windowMinutes() default 60;

        @AttributeDefinition(description = "How long an identifier stays locked, in minutes; 1 to 10,080")
        long lockMinutes() default 30;

        @AttributeDefinition(
                description = "Different identifiers that one relying party may ask about in vain within an hour of the clock; 1 to 10,000,000")
        long identifiersPerHour() default 1_000;

        @AttributeDefinition(
                description = "Relying parties with a limit of their own, identifiers within an hour: bank=20000; 1 to 10,000,000")
        String[] clients() default {};
    }

    private final CounterStore counters;
    private final InstantSource clock;
    private final PersonMarks marks;
    private final AnswerTrail trail;
    private final long tries;
    private final Duration window;
    private final Duration lock;
    private final long identifiers;
    private final ClientLimits ownLimits;
    private final LongAdder lockedCalls = new LongAdder();
    private final LongAdder refusedCalls = new LongAdder();

    @Activate
    public GuessLimit(Config config, @Reference CounterStore counters, @Reference InstantSource clock, @Reference PersonMarks marks,
            @Reference AnswerTrail trail) {
        this.tries = Ranges.require("triesPerIdentifier", config.triesPerIdentifier(), 1, 1_000);
        this.window = Duration.ofMinutes(Ranges.require("windowMinutes", config.windowMinutes(), 1, 10_080));
        this.lock = Duration.ofMinutes(Ranges.require("lockMinutes", config.lockMinutes(), 1, 10_080));
        this.identifiers = Ranges.require("identifiersPerHour", config.identifiersPerHour(), 1, 10_000_000);
        this.ownLimits = ClientLimits.of("clients", 10_000_000, config.clients());
        this.counters = counters;
        this.clock = clock;
        this.marks = marks;
        this.trail = trail;
    }

    /**
     * Asked before anything is looked up.
     *
     * @throws IdentityException
     *             TOO_MANY_CALLS when the relying party asked in vain about too many identifiers
     */
    void admit(ClientId relyingParty) {
        Instant now = clock.instant();
        if (counters.count(clientKey(relyingParty, now), now) >= limit(relyingParty)) {
            refusedCalls.increment();
            throw new IdentityException(AccessError.TOO_MANY_CALLS, "individual",
                    "Too many different persons were asked about in vain within this hour: check where the identifiers come from")
                    .after(Duration.between(now, hourEnd(now)));
        }
    }

    /** Asked before it is looked up whose identifier it is: the answer tells nobody whether it is somebody's. */
    boolean isLocked(PersonIdentifier individual) {
        boolean locked = counters.count(lockKey(individual), clock.instant()) > 0;
        if (locked) {
            lockedCalls.increment();
        }
        return locked;
    }

    /** Counts an answer that was no; within the transaction that writes the answer down. */
    void wrong(PersonIdentifier individual, Optional<PersonId> person, ClientId relyingParty, Reason reason) {
        if (isGuess(reason)) {
            Instant now = clock.instant();
            if (counters.increment(triesKey(individual), now, now.plus(window)) >= tries) {
                counters.clear(triesKey(individual));
                counters.increment(lockKey(individual), now, now.plus(lock));
                trail.locked(relyingParty, person, tries, lock.toMinutes());
            }
        }
        inVain(individual, relyingParty);
    }

    /** Counts that a relying party asked about somebody and got nothing; of each identifier once an hour. */
    void inVain(PersonIdentifier individual, ClientId relyingParty) {
        Instant now = clock.instant();
        Instant end = hourEnd(now);
        String pair = "asked/" + marks.inCounters(relyingParty, individual) + "/" + hour(now);
        if (counters.putIfAbsent(pair, now, end)
                && counters.increment(clientKey(relyingParty, now), now, end) == limit(relyingParty)) {
            trail.guessing(relyingParty, limit(relyingParty));
        }
    }

    /** Forgets wrong tries: it was the person. */
    void right(PersonIdentifier individual) {
        String key = triesKey(individual);
        if (counters.count(key, clock.instant()) > 0) {
            counters.clear(key);
        }
    }

    /** Whether something was tried out on the identifier, as against turned away for what it was asked with. */
    private static boolean isGuess(Reason reason) {
        return switch (reason) {
            case IDENTIFIER_UNKNOWN, NO_MATCH, CODE_WRONG -> true;
            case IDENTITY_INACTIVE, NO_REFERENCE, CODE_EXPIRED, LOCKED, FACTOR_UNKNOWN, NOT_ALLOWED -> false;
        };
    }

    private long limit(ClientId relyingParty) {
        Integer own = ownLimits.byClient().get(relyingParty.value());
        return own == null ? identifiers : own;
    }

    private String triesKey(PersonIdentifier individual) {
        return "guess/" + marks.inCounters(individual);
    }

    private String lockKey(PersonIdentifier individual) {
        return "guess-lock/" + marks.inCounters(individual);
    }

    /** Of one hour of the clock: all nodes agree when it ends. */
    private static String clientKey(ClientId relyingParty, Instant now) {
        return "asked-by/" + relyingParty.value() + "/" + hour(now);
    }

    private static long hour(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), HOUR.toSeconds());
    }

    private static Instant hourEnd(Instant now) {
        return Instant.ofEpochSecond((hour(now) + 1) * HOUR.toSeconds());
    }

    @Override
    public Map<String, Long> byLimit() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("identifier", lockedCalls.sum());
        counts.put("guesses", refusedCalls.sum());
        return counts;
    }
}
