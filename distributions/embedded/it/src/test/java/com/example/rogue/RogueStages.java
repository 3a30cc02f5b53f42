package com.example.rogue;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.IdentityException;
import id.api.error.Problem;

import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Stages that answer what they may not. */
public final class RogueStages {
    private static final Problem PROBLEM = new Problem("ROGUE", "", "rogue");

    private RogueStages() {}

    public static class Throws implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            throw new IllegalStateException(Stubborn.SECRET);
        }
    }

    public static class ReturnsNull implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return null;
        }
    }

    public static class NoRule implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Continue(null, List.of());
        }
    }

    public static class MillionFacts implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Continue("many", Collections.nCopies(1_000_000, new Fact("one", "of many")));
        }
    }

    public static class HugeFact implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Continue("large", List.of(new Fact("large", "x".repeat(20_000_000))));
        }
    }

    public static class DuplicateOfNobody implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Duplicate(new EnrollmentId("never-enrolled"), "seen before", List.of());
        }
    }

    public static class DuplicateOfItself implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Duplicate(context.enrollment(), "seen before", List.of());
        }
    }

    public static class AdjudicatesNothing implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Adjudicate(List.of(), "decide", List.of());
        }
    }

    public static class RejectsWithoutProblem implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Reject(List.of(), "no", List.of());
        }
    }

    public static class HoldsWithoutReason implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Hold(null, "no", List.of());
        }
    }

    public static class IssuesNobody implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.Issued(new PersonId("0123456789abcdef0123456789abcdef"), "done", List.of());
        }
    }

    public static class WaitsForAges implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.RetryLater(PROBLEM, Duration.ofSeconds(Long.MAX_VALUE), false, "later", List.of());
        }
    }

    public static class WaitsBackwards implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            return new StageResult.RetryLater(PROBLEM, Duration.ofDays(-1), false, "later", List.of());
        }
    }

    public static class SaysItWasInterrupted implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            throw Stubborn.<RuntimeException>sneak(new InterruptedException());
        }
    }

    /** Asks the core to go on with the very enrollment that it is asked about. */
    public static class ResumesItself implements EnrollmentStage {
        private volatile EnrollmentService service;

        @Override
        public StageResult apply(StageContext context) {
            try {
                service.resume(context.enrollment(), ClientId.SYSTEM);
                return new StageResult.Reject(List.of(PROBLEM), "resumed what was not held", List.of());
            } catch (IdentityException refused) {
                return new StageResult.Continue("It was refused: " + refused.code().name(), List.of());
            }
        }
    }

    /** Looks behind the interface that it was given. */
    public static class Reflects implements EnrollmentStage {
        @Override
        public StageResult apply(StageContext context) {
            try {
                Field claim = context.getClass().getDeclaredField("claim");
                claim.setAccessible(true);
                return new StageResult.Continue("Saw a " + claim.get(context).getClass().getSimpleName(), List.of());
            } catch (ReflectiveOperationException hidden) {
                throw new IllegalStateException(hidden);
            }
        }
    }
}
