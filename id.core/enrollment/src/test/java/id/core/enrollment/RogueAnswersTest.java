package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.QualityScore;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.enrollment.Fact;
import id.api.enrollment.StageResult;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.matching.BiometricMatcher;
import id.api.matching.Candidate;
import id.api.matching.SearchCoverage;
import id.api.matching.Searched;
import id.api.storage.ObjectStore;
import id.api.value.Bytes;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.Test;

/** Answers of plugins that cannot be true hold an enrollment; none of them decides on a person. */
public class RogueAnswersTest {
    private static final Problem PROBLEM = new Problem("ROGUE", "", "rogue");

    @Test
    public void anAnswerOfAStageThatCannotBeTrueHolds() {
        holds(id -> null);
        holds(id -> new StageResult.Continue(null, List.of()));
        holds(id -> new StageResult.Continue(" ", List.of()));
        holds(id -> new StageResult.Continue("x".repeat(5_000), List.of()));
        holds(id -> new StageResult.Continue("many", Collections.nCopies(1_000_000, new Fact("one", "of many"))));
        holds(id -> new StageResult.Continue("large", List.of(new Fact("large", "x".repeat(1_000_000)))));
        holds(id -> new StageResult.Hold(null, "no", List.of()));
        holds(id -> new StageResult.Reject(List.of(), "no", List.of()));
        holds(id -> new StageResult.Reject(List.of(new Problem("A", "", "x".repeat(1_000_000))), "no", List.of()));
        holds(id -> new StageResult.Duplicate(null, "known", List.of()));
        holds(id -> new StageResult.Duplicate(id, "known", List.of()));
        holds(id -> new StageResult.Duplicate(new EnrollmentId("nobody"), "known", List.of()));
        holds(id -> new StageResult.Adjudicate(List.of(), "decide", List.of()));
        holds(id -> new StageResult.Adjudicate(List.of(id), "decide", List.of()));
        holds(id -> new StageResult.Adjudicate(List.of(new EnrollmentId("nobody")), "decide", List.of()));
        holds(id -> new StageResult.Issued(new PersonId("0".repeat(32)), "done", List.of()));
        holds(id -> new StageResult.Issued(null, "done", List.of()));
        holds(id -> new StageResult.RetryLater(PROBLEM, Duration.ofSeconds(Long.MAX_VALUE), false, "later", List.of()));
        holds(id -> new StageResult.RetryLater(PROBLEM, Duration.ofSeconds(-1), false, "later", List.of()));
        holds(id -> new StageResult.RetryLater(PROBLEM, null, false, "later", List.of()));
    }

    private static void holds(Function<EnrollmentId, StageResult> answer) {
        try (TestSystem system = new TestSystem(new Disk(), Map.of("stages", "validate,rogue,issue"))) {
            system.stage("rogue", context -> answer.apply(context.enrollment()));
            EnrollmentId id = system.submit("e1", "whorl");
            system.work();
            EnrollmentView view = system.desk.status(id).orElseThrow();
            assertEquals(EnrollmentStatus.HELD, view.status());
            assertTrue(view.problems().toString(), view.problems().getFirst().message().startsWith("STAGE_FAILED: The stage "));
            assertEquals(0, system.disk.identities.size());
        }
    }

    @Test
    public void aStageMayCallAPersonKnownByOneWhoHasANumber() {
        try (TestSystem system = new TestSystem(new Disk(), Map.of("stages", "validate,rogue,issue"))) {
            system.stage("rogue", context -> context.enrollment().value().equals("e1")
                    ? new StageResult.Continue("the first", List.of())
                    : new StageResult.Duplicate(new EnrollmentId("e1"), "known", List.of()));
            system.submit("e1", "whorl");
            system.work();
            system.submit("e2", "loop");
            system.work();
            assertEquals(EnrollmentStatus.DUPLICATE, system.status("e2"));
        }
    }

    @Test
    public void aSearchThatContradictsItselfIsNone() {
        SearchCoverage coverage = new SearchCoverage(3, 3, 3);
        assertEquals(Optional.empty(), SearchAnswers.contradiction(new Searched(List.of(hit(1), hit(2)), coverage), 2));
        contradicts(new Searched(List.of(hit(1), hit(2), hit(3)), coverage));
        contradicts(new Searched(List.of(hit(1), hit(1)), coverage));
        contradicts(new Searched(List.of(), new SearchCoverage(0, 0, 0)));
        contradicts(new Searched(List.of(), new SearchCoverage(3, -1, 0)));
        contradicts(new Searched(List.of(), new SearchCoverage(3, 0, -1)));
    }

    private static void contradicts(Searched searched) {
        assertTrue(SearchAnswers.contradiction(searched, 2).isPresent());
    }

    private static Candidate hit(int number) {
        return new Candidate(new EncounterId(String.format("%032x", number)), 1,
                new ComparisonScore(9, new FalseMatchRate(1e-9)), List.of());
    }

    /** The contract refuses such values with a code that otherwise rejects the person. */
    @Test
    public void aMatcherThatJudgesBeyondTheScaleRejectsNobody() {
        matcherHolds(new Rogue() {
            @Override
            public QualityScore assess(BiometricSample sample) {
                return new QualityScore(200, "rogue");
            }
        });
        matcherHolds(new Rogue() {
            @Override
            public QualityScore assess(BiometricSample sample) {
                return new QualityScore(80, "x".repeat(1_000_000));
            }
        });
        matcherHolds(new Rogue() {
            @Override
            public BiometricTemplate extract(BiometricSample sample) {
                return new BiometricTemplate("ROGUE", Bytes.of(new byte[2 << 20]));
            }
        });
    }

    private static void matcherHolds(BiometricMatcher rogue) {
        try (TestSystem system = new TestSystem()) {
            system.registry.withdraw(system.fingers);
            system.registry.offer(BiometricMatcher.class, rogue,
                    Map.of("modality", "FINGER", "formats", new String[]{ "ISO19794_2_2005" }));
            EnrollmentId id = system.submit("e1", "whorl");
            system.work();
            assertEquals(EnrollmentStatus.HELD, system.desk.status(id).orElseThrow().status());
        }
    }

    private static class Rogue implements BiometricMatcher {
        @Override
        public QualityScore assess(BiometricSample sample) {
            return new QualityScore(80, "rogue");
        }

        @Override
        public BiometricTemplate extract(BiometricSample sample) {
            return new BiometricTemplate("ROGUE", Bytes.utf8("template"));
        }

        @Override
        public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
            return new ComparisonScore(0, new FalseMatchRate(1));
        }
    }

    private record ForgetfulStore() implements ObjectStore {
        @Override
        public String put(String key, InputStream content) {
            return "0".repeat(64);
        }

        @Override
        public Optional<InputStream> open(String key) {
            return Optional.empty();
        }

        @Override
        public boolean delete(String key) {
            return true;
        }
    }

    @Test
    public void aPacketIsReceivedOnlyWhenTheObjectStoreSaysWhatItStored() {
        try (TestSystem system = new TestSystem()) {
            system.registry.withdraw(system.disk.objects);
            system.registry.offer(ObjectStore.class, new ForgetfulStore(), Map.of("objects.kind", "rogue"));
            id.api.security.SealedPacket packet = new id.api.security.SealedPacket(Bytes.of(new byte[100_000]));
            assertThrows(IdentityException.class, () -> system.shelf.put(packet, "1".repeat(64)));
        }
    }
}
