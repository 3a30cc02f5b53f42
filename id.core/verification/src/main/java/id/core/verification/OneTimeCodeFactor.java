package id.core.verification;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.PersonId;
import id.api.value.RandomSource;
import id.api.verification.AssuranceLevel;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import id.api.verification.Reason;

/**
 * Six digits, sent to the person and good for one transaction of one relying party, once, for some minutes. Codes lie
 * in the store, sealed: a restart between sending and answering does no harm.
 */
@Component(configurationPid = "id.core.verification.otp", property = {
        AuthenticationFactor.FACTOR + "=" + OneTimeCodeFactor.NAME,
        FactorVerification.TRANSACTIONAL + ":Boolean=true", FactorVerification.AUDITS_CHALLENGES + ":Boolean=true" })
@Designate(ocd = OneTimeCodeFactor.Config.class)
public final class OneTimeCodeFactor implements AuthenticationFactor {
    static final String NAME = "otp";
    private static final int CODES = 1_000_000;
    private static final Duration SEND_WINDOW = Duration.ofHours(1);

    /** Settings. */
    @ObjectClassDefinition(name = "Verification by one-time code")
    public @interface Config {
        @AttributeDefinition(description = "How long a code counts, in seconds; 30 to 3,600")
        long lifetimeSeconds() default 180;

        @AttributeDefinition(description = "Wrong tries of a person until the factor is locked; 1 to 20")
        long wrongTries() default 5;

        @AttributeDefinition(description = "Most codes that are sent to one person within an hour; 1 to 1,000,000")
        long maxSendsPerHour() default 20;
    }

    private final CodeSender sender;
    private final CounterStore counters;
    private final Transactions transactions;
    private final FieldCipher cipher;
    private final RandomSource random;
    private final InstantSource clock;
    private final AuditTrail audit;
    private final TryLocks locks;
    private final PersonMarks marks;
    private final Duration lifetime;
    private final long wrongTries;
    private final long maxSendsPerHour;

    @Activate
    public OneTimeCodeFactor(Config config, @Reference CodeSender sender, @Reference CounterStore counters,
            @Reference Transactions transactions, @Reference FieldCipher cipher, @Reference RandomSource random,
            @Reference InstantSource clock, @Reference AuditTrail audit, @Reference TryLocks locks,
            @Reference PersonMarks marks) {
        this.marks = marks;
        this.lifetime = Duration
                .ofSeconds(Ranges.require("lifetimeSeconds", config.lifetimeSeconds(), 30, 3_600));
        this.wrongTries = Ranges.require("wrongTries", config.wrongTries(), 1, 20);
        this.maxSendsPerHour = Ranges.require("maxSendsPerHour", config.maxSendsPerHour(), 1, 1_000_000);
        this.sender = sender;
        this.counters = counters;
        this.transactions = transactions;
        this.cipher = cipher;
        this.random = random;
        this.clock = clock;
        this.audit = audit;
        this.locks = locks;
    }

    /** Empty when the person has no address that an installed channel reaches. */
    @Override
    public Optional<Challenge> challenge(FactorContext context) {
        Optional<CodeSender.Destination> destination = sender.destination(context.identity().attributes());
        if (destination.isEmpty()) {
            return Optional.empty();
        }
        String code = "%06d".formatted(random.below(CODES));
        String key = key(context);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(lifetime);
        // The entry in the trail is part of making the code: one transaction, one sync. Should sending fail, the core
        // writes that down as well.
        transactions.required(() -> {
            limitSending(context.identity().person(), now);
            counters.put(key, cipher.seal(SealPurpose.CODE, key, Bytes.utf8(code)), expiresAt);
            audit.record(new AuditEntry("verification.challenged", context.relyingParty(),
                    marks.inTrail(context.relyingParty(), context.identity().person()), "DONE",
                    Map.of("transaction", context.transactionId(),
                            "factor", NAME, "channel", destination.get().channel())));
        });
        try {
            sender.send(destination.get(), code, lifetime);
        } catch (RuntimeException notSent) {
            counters.clear(key);
            throw notSent;
        }
        return Optional.of(new Challenge(destination.get().masked(), expiresAt));
    }

    private void limitSending(PersonId person, Instant now) {
        String key = "sent/" + NAME + "/" + marks.inCounters(person);
        if (counters.increment(key, now, now.plus(SEND_WINDOW)) > maxSendsPerHour) {
            throw new IdentityException(GeneralError.OVERLOADED, "individual",
                    "More than " + maxSendsPerHour + " codes an hour were asked for: wait an hour");
        }
    }

    @Override
    public FactorResult check(Proof proof, FactorContext context) {
        if (!(proof instanceof Proof.CodeProof given)) {
            return new FactorResult.Failed(Reason.FACTOR_UNKNOWN);
        }
        return transactions.required(() -> check(given.code(), context));
    }

    private FactorResult check(String given, FactorContext context) {
        String key = key(context);
        Instant now = clock.instant();
        Optional<SealedValue> sent = counters.find(key, now);
        if (sent.isEmpty()) {
            return new FactorResult.Failed(Reason.CODE_EXPIRED);
        }
        PersonId person = context.identity().person();
        if (!locks.begin(NAME, person, wrongTries)) {
            return new FactorResult.Failed(Reason.LOCKED);
        }
        byte[] code = cipher.open(SealPurpose.CODE, key, sent.get()).toArray();
        if (!MessageDigest.isEqual(code, Bytes.utf8(given).toArray())) {
            locks.wrong(NAME, person, wrongTries);
            return new FactorResult.Failed(Reason.CODE_WRONG);
        }
        locks.rightAfterBegin(NAME, person);
        // Of several right answers at the same time only one takes the code.
        return counters.take(key, now) ? new FactorResult.Passed(AssuranceLevel.HIGH)
                : new FactorResult.Failed(Reason.CODE_EXPIRED);
    }

    /** Names person, relying party and transaction without telling any of them. */
    private String key(FactorContext context) {
        return NAME + "/" + cipher.derive128(SealPurpose.CODE, NAME, context.relyingParty().value() + "/"
                + context.identity().person().value() + "/" + context.transactionId());
    }
}
