package id.core.verification;

import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.value.PersonId;
import id.api.verification.AssuranceLevel;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import id.api.verification.Reason;

/** Compares what a person states with what is on record: yes or no, never which part differs. */
@Component(configurationPid = "id.core.verification.demographic", property = {
        AuthenticationFactor.FACTOR + "=" + DemographicFactor.NAME,
        FactorVerification.TRANSACTIONAL + ":Boolean=true" })
@Designate(ocd = DemographicFactor.Config.class)
public final class DemographicFactor implements AuthenticationFactor {
    static final String NAME = "demographic";

    /** Settings. */
    @ObjectClassDefinition(name = "Verification by stated attributes")
    public @interface Config {
        @AttributeDefinition(description = "Wrong tries of a person until the factor is locked; 1 to 1,000")
        long wrongTries() default 10;
    }

    private final TryLocks locks;
    private final long wrongTries;

    @Activate
    public DemographicFactor(Config config, @Reference TryLocks locks) {
        this.wrongTries = Ranges.require("wrongTries", config.wrongTries(), 1, 1_000);
        this.locks = locks;
    }

    @Override
    public Optional<Challenge> challenge(FactorContext context) {
        return Optional.empty();
    }

    @Override
    public FactorResult check(Proof proof, FactorContext context) {
        if (!(proof instanceof Proof.AttributesProof stated)) {
            return new FactorResult.Failed(Reason.FACTOR_UNKNOWN);
        }
        PersonId person = context.identity().person();
        if (StatedAttributes.agree(stated.attributes(), context.identity().attributes())) {
            locks.right(NAME, person);
            return new FactorResult.Passed(AssuranceLevel.LOW);
        }
        locks.count(NAME, person, wrongTries);
        return new FactorResult.Failed(Reason.NO_MATCH);
    }
}
