package id.api.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One run of one stage.
 *
 * @param stage
 *            name of the stage
 * @param result
 *            {@code CONTINUE}, {@code HOLD}, {@code REJECT}, {@code DUPLICATE}, {@code ADJUDICATE}, {@code RETRY},
 *            {@code ISSUED}, or {@code DECIDED} for what people decided
 * @param rule
 *            the rule that decided, in words that an operator understands; without personal data
 * @param facts
 *            what it found: scores, thresholds, counts, positions; without personal data
 * @param startedAt
 *            when
 * @param took
 *            how long
 * @param by
 *            the worker or the person (client id) that ran it
 */
public record StageRun(String stage, String result, String rule, List<Fact> facts, Instant startedAt, Duration took,
        String by) {
    public StageRun {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(rule, "rule");
        facts = List.copyOf(facts);
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(by, "by");
    }
}
