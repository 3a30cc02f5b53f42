package com.example.vendor;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.Problem;
import java.util.List;
import java.util.Map;

/** A country's own step: everybody has an e-mail address. */
public final class VendorStage implements EnrollmentStage {
    private final Life life;

    public VendorStage(Map<String, Object> properties) {
        life = new Life(properties);
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
    }

    @Override
    public StageResult apply(StageContext context) {
        try (Life.Call call = life.enter()) {
            List<Fact> facts = List.of(new Fact(Life.VERSION, life.version()));
            return context.packet().attributes().value("email").isPresent()
                    ? new StageResult.Continue("There is an e-mail address", facts)
                    : new StageResult.Hold(new Problem("1000001", "email", "Ask for an e-mail address"),
                            "Everybody needs an e-mail address", facts);
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
