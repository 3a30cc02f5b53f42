package com.example.vendor;

import id.api.verification.AssuranceLevel;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import id.api.verification.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The person knows which address is on record; the challenge says which version asks. */
public final class VendorFactor implements AuthenticationFactor {
    private final Life life;

    public VendorFactor(Map<String, Object> properties) {
        life = new Life(properties);
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
    }

    @Override
    public Optional<Challenge> challenge(FactorContext context) {
        try (Life.Call call = life.enter()) {
            return Optional.of(new Challenge(life.version(), Instant.now().plusSeconds(60)));
        }
    }

    @Override
    public FactorResult check(Proof proof, FactorContext context) {
        try (Life.Call call = life.enter()) {
            boolean same = proof instanceof Proof.CodeProof(String factor, String code)
                    && context.identity().attributes().value("email").map(email -> email.asText().equals(code))
                            .orElse(false);
            return same ? new FactorResult.Passed(AssuranceLevel.LOW) : new FactorResult.Failed(Reason.NO_MATCH);
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
