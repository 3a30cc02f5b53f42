package id.core.verification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Position;
import id.api.biometric.BiometricError;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.matching.BiometricMatcher;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.value.PersonId;
import id.api.verification.AssuranceLevel;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import id.api.verification.Reason;

/** Compares a finger with those that the person enrolled with. */
@Component(configurationPid = "id.core.verification.finger", property = AuthenticationFactor.FACTOR + "="
        + FingerFactor.NAME)
@Designate(ocd = FingerFactor.Config.class)
public final class FingerFactor implements AuthenticationFactor {
    static final String NAME = "finger";

    /** Settings. */
    @ObjectClassDefinition(name = "Verification by finger")
    public @interface Config {
        @AttributeDefinition(description = "Highest false match rate that counts as a match; above 0, at most 0.1")
        double falseMatchRate() default 1e-4;

        @AttributeDefinition(description = "Wrong tries of a person until the factor is locked; 1 to 1,000")
        long wrongTries() default 10;

        @AttributeDefinition(description = "Longest time for one comparison, extraction included, in milliseconds; 100 to 600,000")
        long matcherTimeoutMs() default 10_000;
    }

    private final PluginRegistry plugins;
    private final PersonReferences references;
    private final TryLocks locks;
    private final FalseMatchRate threshold;
    private final long wrongTries;
    private final Duration limit;

    @Activate
    public FingerFactor(Config config, @Reference PluginRegistry plugins, @Reference PersonReferences references,
            @Reference TryLocks locks) {
        if (!(config.falseMatchRate() > 0 && config.falseMatchRate() <= 0.1)) {
            throw new IllegalArgumentException(
                    "falseMatchRate must be above 0 and at most 0.1 and is " + config.falseMatchRate());
        }
        this.threshold = new FalseMatchRate(config.falseMatchRate());
        this.wrongTries = Ranges.require("wrongTries", config.wrongTries(), 1, 1_000);
        this.limit = Duration.ofMillis(Ranges.require("matcherTimeoutMs", config.matcherTimeoutMs(), 100, 600_000));
        this.plugins = plugins;
        this.references = references;
        this.locks = locks;
    }

    @Override
    public Optional<Challenge> challenge(FactorContext context) {
        return Optional.empty();
    }

    @Override
    public FactorResult check(Proof proof, FactorContext context) {
        if (!(proof instanceof Proof.SampleProof(BiometricSample sample))) {
            return new FactorResult.Failed(Reason.FACTOR_UNKNOWN);
        }
        List<BiometricTemplate> known = references.of(context.identity().enrollment(), sample.modality(),
                position -> comparable(sample.position(), position));
        if (known.isEmpty()) {
            return new FactorResult.Failed(Reason.NO_REFERENCE);
        }
        PluginOutcome<FalseMatchRate> compared = plugins.call(BiometricMatcher.class,
                "(&(" + BiometricMatcher.MODALITY + "=" + sample.modality() + ")(" + BiometricMatcher.FORMATS + "="
                        + sample.format() + "))",
                limit, matcher -> best(matcher, matcher.extract(sample), known));
        return switch (compared) {
            case PluginOutcome.Answered<FalseMatchRate>(FalseMatchRate rate) -> judge(rate, context);
            // A rate that the contract does not allow is refused with a code of the caller's, too: no fault of the caller.
            case PluginOutcome.Refused<FalseMatchRate>(IdentityException error) when error.code() instanceof BiometricError
                    || error.code().number() >= ErrorCode.VENDOR_RANGE_START ->
                throw error;
            case PluginOutcome.Refused<FalseMatchRate>(IdentityException error) ->
                new FactorResult.Unavailable("The matcher answered what makes no sense: " + error.getMessage());
            case PluginOutcome.Failed<FalseMatchRate>(String why, Throwable cause) ->
                new FactorResult.Unavailable(why);
            case PluginOutcome.TimedOut<FalseMatchRate> late ->
                new FactorResult.Unavailable("The matcher did not answer within " + limit.toMillis() + " ms");
            case PluginOutcome.Paused<FalseMatchRate> paused -> new FactorResult.Unavailable(paused.why());
            case PluginOutcome.Absent<FalseMatchRate>(String why) -> new FactorResult.Unavailable(why);
        };
    }

    private FactorResult judge(FalseMatchRate rate, FactorContext context) {
        PersonId person = context.identity().person();
        if (rate.isWithin(threshold)) {
            locks.right(NAME, person);
            return new FactorResult.Passed(AssuranceLevel.HIGH);
        }
        locks.count(NAME, person, wrongTries);
        return new FactorResult.Failed(Reason.NO_MATCH);
    }

    /** A finger is compared with the same finger; where either side does not know which one it is, with all. */
    private static boolean comparable(Position probe, Position reference) {
        return probe == reference || probe == Position.UNKNOWN_FINGER || reference == Position.UNKNOWN_FINGER;
    }

    /**
     * The best of all comparisons. Each further reference is another chance for a stranger, so the rate is multiplied
     * by their number: the threshold then holds for the whole answer.
     */
    private static FalseMatchRate best(BiometricMatcher matcher, BiometricTemplate probe,
            List<BiometricTemplate> references) {
        double lowest = references.stream()
                .mapToDouble(reference -> matcher.compare(probe, reference).falseMatchRate().value()).min()
                .orElseThrow();
        return new FalseMatchRate(Math.min(1, lowest * references.size()));
    }
}
