package id.api.enrollment;

import id.api.error.Problem;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.time.Duration;
import java.util.List;

/** What a stage says. Every result names its rule and its facts, for the explanation. */
public sealed interface StageResult {
    /** The rule that decided, one sentence without personal data. */
    String rule();

    /** What was found, without personal data. */
    List<Fact> facts();

    /** On to the next stage. */
    record Continue(String rule, List<Fact> facts) implements StageResult {
        public Continue {
            facts = List.copyOf(facts);
        }
    }

    /** Stop until an operator resumes it. */
    record Hold(Problem reason, String rule, List<Fact> facts) implements StageResult {
        public Hold {
            facts = List.copyOf(facts);
        }
    }

    /** Refuse for good. */
    record Reject(List<Problem> problems, String rule, List<Fact> facts) implements StageResult {
        public Reject {
            problems = List.copyOf(problems);
            facts = List.copyOf(facts);
        }
    }

    /** The person is known by an earlier enrollment. */
    record Duplicate(EnrollmentId of, String rule, List<Fact> facts) implements StageResult {
        public Duplicate {
            facts = List.copyOf(facts);
        }
    }

    /** People decide. */
    record Adjudicate(List<EnrollmentId> candidates, String rule, List<Fact> facts) implements StageResult {
        public Adjudicate {
            candidates = List.copyOf(candidates);
            facts = List.copyOf(facts);
        }
    }

    /**
     * Not now; the same stage runs again after a delay. Waiting for another enrollment does not count as a failed try.
     */
    record RetryLater(Problem reason, Duration delay, boolean countsAsFailure, String rule, List<Fact> facts)
            implements
                StageResult {
        public RetryLater {
            facts = List.copyOf(facts);
        }
    }

    /** The person has a number: the end of the pipeline. */
    record Issued(PersonId person, String rule, List<Fact> facts) implements StageResult {
        public Issued {
            facts = List.copyOf(facts);
        }
    }
}
