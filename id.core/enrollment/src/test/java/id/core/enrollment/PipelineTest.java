package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.enrollment.AdjudicationCase;
import id.api.enrollment.AdjudicationDecision;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.enrollment.StageResult;
import id.api.enrollment.StageRun;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.matching.Encounter;
import id.api.storage.Claim;
import id.api.storage.EnrollmentRecord;
import id.api.storage.StorageError;
import id.api.subscription.Topic;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class PipelineTest {
    private static final ClientId OFFICER = new ClientId("officer");

    private final TestSystem system = new TestSystem();

    @Test
    public void enrollsThroughAllStagesInOrder() {
        EnrollmentId id = system.submit("e1", "whorl");
        assertEquals(EnrollmentStatus.RECEIVED, system.status("e1"));
        system.work();

        EnrollmentView view = system.desk.status(id).orElseThrow();
        assertEquals(EnrollmentStatus.ENROLLED, view.status());
        assertTrue(view.uin().isPresent());
        assertEquals(List.of("validate", "scan", "quality", "demographic-duplicates", "biometric-duplicates", "portrait", "issue"),
                system.desk.explain(id).orElseThrow().stages().stream().map(StageRun::stage).toList());
        assertEquals(List.of("CONTINUE", "CONTINUE", "CONTINUE", "CONTINUE", "CONTINUE", "CONTINUE", "ISSUED"),
                system.desk.explain(id).orElseThrow().stages().stream().map(StageRun::result).toList());
        assertEquals(List.of("enrollment.received", "enrollment.enrolled"), system.disk.notices.audited());
        assertEquals("The packet must be opened once only", 1, system.disk.security.opened);
        assertEquals(1, system.fingers.extractions);
    }

    @Test
    public void findsWhoWasEnrolledBefore() {
        system.submit("e1", "whorl");
        system.work();
        EnrollmentId second = system.submit("e2", "whorl");
        system.work();

        EnrollmentView view = system.desk.status(second).orElseThrow();
        assertEquals(EnrollmentStatus.DUPLICATE, view.status());
        assertEquals(new EnrollmentId("e1"), view.duplicateOf().orElseThrow());
        assertEquals(1, system.disk.identities.size());
        assertEquals(1, system.disk.references.count(References.GALLERY));
        assertEquals(List.of(Topic.ENROLLMENT_DUPLICATE), system.disk.notices.events().stream().map(event -> event.topic()).toList());
    }

    @Test
    public void theEngineThatTakesOverKnowsWhoCameBeside() {
        FakeEngine next = new FakeEngine(system.disk.transactions, (gallery, consumer) -> 0);
        system.registry.withdraw(system.engine);
        system.registry.offer(AbisEngine.class, system.engine,
                Map.of("modality", "FINGER", "gallery", "residents", "service.id", 1L));
        system.registry.offer(AbisEngine.class, next, Map.of("modality", "FINGER", "gallery", "residents", "service.id", 2L));
        system.submit("e1", "whorl");
        system.work();
        system.registry.withdraw(system.engine);
        system.submit("e2", "whorl");
        system.work();
        assertEquals(EnrollmentStatus.DUPLICATE, system.status("e2"));
    }

    @Test
    public void lookAlikesGoToPeopleWhoSayUnique() {
        system.submit("e1", "loop");
        system.work();
        EnrollmentId second = system.submit("e2", "looq");
        system.work();
        assertEquals(EnrollmentStatus.IN_ADJUDICATION, system.status("e2"));
        AdjudicationCase waiting = system.desk.adjudicationQueue(10).getFirst();
        assertEquals(List.of(new EnrollmentId("e1")), waiting.candidates());
        assertTrue(waiting.facts().stream().anyMatch(fact -> fact.name().equals("bestFalseMatchRate") && fact.value().equals("1.0E-7")));

        system.desk.decide(second, new AdjudicationDecision.Unique("twins"), OFFICER);
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e2"));
        assertEquals(2, system.disk.identities.size());
        assertEquals(
                List.of("validate", "scan", "quality", "demographic-duplicates", "biometric-duplicates", "biometric-duplicates", "portrait",
                        "issue"),
                system.desk.explain(second).orElseThrow().stages().stream().map(StageRun::stage).toList());
        assertTrue(system.disk.notices.audited().contains("enrollment.decided"));
        assertConflict(() -> system.desk.decide(second, new AdjudicationDecision.Unique("again"), OFFICER));
    }

    @Test
    public void peopleSaySamePersonOrRefuse() {
        system.submit("e1", "loop");
        system.work();
        EnrollmentId second = system.submit("e2", "looq");
        system.work();
        assertInvalid("of", () -> system.desk.decide(second, new AdjudicationDecision.SamePerson(second, "?"), OFFICER));
        assertInvalid("of",
                () -> system.desk.decide(second, new AdjudicationDecision.SamePerson(new EnrollmentId("nobody"), "?"), OFFICER));

        system.desk.decide(second, new AdjudicationDecision.SamePerson(new EnrollmentId("e1"), "same scar"), OFFICER);
        assertEquals(EnrollmentStatus.DUPLICATE, system.status("e2"));
        EnrollmentId third = system.submit("e3", "loox");
        system.work();
        assertEquals(EnrollmentStatus.IN_ADJUDICATION, system.status("e3"));
        system.desk.decide(third, new AdjudicationDecision.Refuse("fraud"), OFFICER);
        assertEquals(EnrollmentStatus.REJECTED, system.status("e3"));
        assertEquals("REFUSED_BY_ADJUDICATOR", system.desk.status(third).orElseThrow().problems().getFirst().code());
        assertEquals(1, system.disk.references.count(References.GALLERY));
        assertEquals(List.of(Topic.ENROLLMENT_DUPLICATE, Topic.ENROLLMENT_REJECTED),
                system.disk.notices.events().stream().map(event -> event.topic()).toList());
    }

    @Test
    public void waitsForAnEarlierOneThatPeopleHaveToDecide() {
        system.submit("e1", "loop");
        system.work();
        system.submit("e2", "looq");
        system.work();
        system.submit("e3", "looq");
        for (int i = 0; i < 20; i++) {
            system.workOnce("worker");
            system.disk.sleep(Duration.ofSeconds(2));
        }
        EnrollmentView waiting = system.desk.status(new EnrollmentId("e3")).orElseThrow();
        assertEquals(EnrollmentStatus.PROCESSING, waiting.status());
        assertEquals("WAITING_FOR_EARLIER", waiting.problems().getFirst().code());
        assertEquals("A wait is told once", 5, system.desk.explain(new EnrollmentId("e3")).orElseThrow().stages().size());

        system.desk.decide(new EnrollmentId("e2"), new AdjudicationDecision.Unique("twins"), OFFICER);
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e2"));
        assertEquals(EnrollmentStatus.DUPLICATE, system.status("e3"));
    }

    @Test
    public void anEngineInTroubleHoldsAndNeverSaysUnique() {
        system.submit("e1", "whorl");
        system.work();
        int number = 1;
        for (FakeEngine.Fault fault : List.of(FakeEngine.Fault.THROWS, FakeEngine.Fault.FAILS, FakeEngine.Fault.INCOMPLETE)) {
            String id = "e" + ++number;
            system.engine.searchFault = fault;
            system.submit(id, "whorl");
            system.work();
            assertHeld(id, "SEARCH_FAILED");
            assertEquals(system.settings.maxAttempts(), system.desk.explain(new EnrollmentId(id)).orElseThrow().stages().stream()
                    .filter(run -> run.result().equals("RETRY")).count());
        }
        assertEquals(1, system.disk.identities.size());

        system.engine.searchFault = FakeEngine.Fault.NONE;
        for (int i = 2; i <= number; i++) {
            system.desk.resume(new EnrollmentId("e" + i), OFFICER);
        }
        system.work();
        for (int i = 2; i <= number; i++) {
            assertEquals(EnrollmentStatus.DUPLICATE, system.status("e" + i));
        }
        assertConflict(() -> system.desk.resume(new EnrollmentId("e2"), OFFICER));
    }

    @Test
    public void oneThatIsHeldBeforeTheEngineTookItLetsOthersPass() {
        system.engine.enrollFault = FakeEngine.Fault.THROWS;
        system.submit("e1", "whorl");
        system.work();
        assertHeld("e1", "SEARCH_FAILED");
        assertEquals(0, system.disk.references.count(References.GALLERY));

        system.engine.enrollFault = FakeEngine.Fault.NONE;
        system.submit("e2", "arch");
        system.submit("e3", "whorl");
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e2"));
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e3"));
        system.desk.resume(new EnrollmentId("e1"), OFFICER);
        system.work();
        assertEquals(EnrollmentStatus.DUPLICATE, system.status("e1"));
    }

    @Test
    public void waitsWhileTheEngineLoads() {
        system.engine.ready = false;
        system.submit("e1", "whorl");
        for (int i = 0; i < 100; i++) {
            system.workOnce("worker");
            system.disk.sleep(Duration.ofSeconds(2));
        }
        assertEquals(EnrollmentStatus.PROCESSING, system.status("e1"));
        system.engine.ready = true;
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
    }

    /** A try is used up by a call that failed, not by one that was never made. */
    @Test
    public void aPluginThatIsLeftAloneUsesUpNoTries() {
        int number = 0;
        for (Class<?> kind : List.of(AbisEngine.class, BiometricMatcher.class, EnrollmentStage.class)) {
            TestSystem paused = new TestSystem();
            String id = "e" + ++number;
            paused.submit(id, "whorl");
            paused.registry.pauseAfter(0, kind);
            for (int i = 0; i < 10 * paused.settings.maxAttempts(); i++) {
                paused.workOnce("worker");
                assertFalse("it waits for the pause to end", paused.workOnce("worker"));
                paused.disk.sleep(FakeRegistry.PAUSE);
            }
            assertEquals(kind.getSimpleName(), EnrollmentStatus.PROCESSING, paused.status(id));
            assertEquals("one wait is told once", 1, runs(paused, id, "RETRY"));
            paused.registry.goOn();
            paused.work();
            assertEquals(kind.getSimpleName(), EnrollmentStatus.ENROLLED, paused.status(id));
        }
    }

    @Test
    public void oneThatWaitsForAPausedEngineLeavesNothingThatOthersWaitFor() {
        system.submit("e1", "whorl");
        // Asked how it is, it answers; then it is to take the references.
        system.registry.pauseAfter(1, AbisEngine.class);
        system.workOnce("worker");
        assertEquals(EnrollmentStatus.PROCESSING, system.status("e1"));
        assertEquals(0, system.disk.references.count(References.GALLERY));
        system.registry.goOn();
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
    }

    @Test
    public void aMatcherInTroubleHolds() {
        system.fingers.fault = new IllegalStateException("broken");
        system.submit("e1", "whorl");
        system.work();
        assertHeld("e1", "MATCHER_FAILED");
        assertEquals("biometrics[0]", system.desk.status(new EnrollmentId("e1")).orElseThrow().problems().getFirst().field());

        system.fingers.fault = null;
        system.registry.withdraw(system.fingers);
        system.desk.resume(new EnrollmentId("e1"), OFFICER);
        system.work();
        assertHeld("e1", "NO_MATCHER");
        assertEquals(0, system.disk.identities.size());
    }

    @Test
    public void delaysGrowBetweenTries() {
        system.engine.searchFault = FakeEngine.Fault.THROWS;
        EnrollmentId id = system.submit("e1", "whorl");
        long before = 0;
        for (int i = 1; i < system.settings.maxAttempts(); i++) {
            assertTrue(system.workOnce("worker"));
            EnrollmentRecord record = system.disk.enrollments.find(id).orElseThrow();
            long delay = Duration.between(system.disk.instant(), record.notBefore()).toMillis();
            assertEquals(i, record.attempts());
            assertTrue(delay + " after " + before, delay > before && delay >= (500L << i - 1) * 3 / 4 && delay <= (500L << i - 1) * 5 / 4);
            before = delay;
            system.disk.sleep(Duration.ofMillis(delay));
        }
        assertTrue(system.workOnce("worker"));
        assertEquals(EnrollmentStatus.HELD, system.status("e1"));
    }

    @Test
    public void refusesPoorSamples() {
        system.submit("e1", TestSystem.BORN, FakeFingers.sample(Position.RIGHT_INDEX, "whorl"),
                FakeFingers.sample(Position.LEFT_INDEX, "poor arch"));
        system.work();
        EnrollmentView view = system.desk.status(new EnrollmentId("e1")).orElseThrow();
        assertEquals(EnrollmentStatus.REJECTED, view.status());
        assertEquals("QUALITY_TOO_LOW", view.problems().getFirst().code());
        assertEquals("biometrics[1]", view.problems().getFirst().field());
    }

    @Test
    public void moreHitsThanReportedAreNeverTakenForNone() {
        TestSystem narrow = new TestSystem(new Disk(), Map.of("maxCandidates", 1));
        narrow.submit("e1", "loop");
        narrow.work();
        // A better hit that does not count (its enrollment was refused) stands before the one that does.
        narrow.engine.enroll(References.GALLERY, new Encounter(new EncounterId("0".repeat(32)),
                List.of(new PositionedTemplate(Position.RIGHT_INDEX, new BiometricTemplate("WORD", Bytes.utf8("looq"))))));
        narrow.submit("e2", "looq");
        narrow.work();
        assertEquals(EnrollmentStatus.IN_ADJUDICATION, narrow.status("e2"));
    }

    @Test
    public void issuingIsOneTransactionWithItsResult() {
        system.disk.identities.fault = new IllegalStateException("after the number was drawn");
        system.submit("e1", "whorl");
        system.work();
        assertHeld("e1", "STAGE_FAILED");
        assertEquals(0, system.disk.identities.size());
        system.disk.identities.fault = null;
        system.desk.resume(new EnrollmentId("e1"), OFFICER);
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
    }

    @Test
    public void exceptionsOfStagesCountByTheirCategory() {
        Map<String, IdentityException> thrown = Map.of("caller", new IdentityException(GeneralError.MISSING_VALUE, "x", "give x"),
                "external", new IdentityException(GeneralError.UNAVAILABLE, "", "away"),
                "internal", new IdentityException(GeneralError.INTERNAL_FAULT, "", "bug"),
                "stale", new IdentityException(StorageError.STALE_RECORD, "", "changed"));
        TestSystem custom = new TestSystem(new Disk(), Map.of("stages", "validate,country,biometric-duplicates,issue"));
        custom.stage("country", context -> {
            throw thrown.get(context.enrollment().value());
        });
        thrown.keySet().forEach(id -> custom.submit(id, id));
        custom.work();
        assertEquals(EnrollmentStatus.REJECTED, custom.status("caller"));
        assertEquals(EnrollmentStatus.HELD, custom.status("external"));
        assertEquals(EnrollmentStatus.HELD, custom.status("internal"));
        assertEquals(EnrollmentStatus.HELD, custom.status("stale"));
        assertEquals(1, runs(custom, "internal", "HOLD"));
        assertEquals(0, runs(custom, "internal", "RETRY"));
        assertEquals(custom.settings.maxAttempts(), runs(custom, "external", "RETRY"));
    }

    @Test
    public void anOrderThatIssuesNothingHolds() {
        TestSystem custom = new TestSystem(new Disk(), Map.of("stages", "validate,biometric-duplicates"));
        custom.submit("e1", "whorl");
        custom.work();
        assertEquals("STAGE_MISSING", custom.desk.status(new EnrollmentId("e1")).orElseThrow().problems().getFirst().code());
    }

    @Test
    public void aRunThatWasOvertakenAddsNoReferences() {
        EnrollmentId id = system.submit("e1", "whorl");
        Claim stale = system.disk.enrollments.claim("slow", 1, system.disk.instant(), Duration.ofSeconds(1)).getFirst();
        RunContext slow = new RunContext(stale, system.references.encounterOf(id), system.disk.enrollments, system.shelf);
        system.disk.sleep(Duration.ofMinutes(10));
        system.engine.searchFault = FakeEngine.Fault.THROWS;
        assertTrue(system.workOnce("worker"));
        IdentityException refused = assertThrows(IdentityException.class, () -> system.references.add(slow, slow.templates()));
        assertEquals(StorageError.CLAIM_LOST, refused.code());
    }

    @Test
    public void aStageThatWasGivenUpCannotAct() {
        EnrollmentId id = system.submit("e1", "whorl");
        Claim claim = system.disk.enrollments.claim("worker", 1, system.disk.instant(), Duration.ofHours(1)).getFirst();
        RunContext run = new RunContext(claim, system.references.encounterOf(id), system.disk.enrollments, system.shelf);
        assertEquals("done", run.whileMine(() -> "done"));
        run.close();
        assertEquals(StorageError.CLAIM_LOST, assertThrows(IdentityException.class, () -> run.whileMine(() -> "done")).code());
    }

    @Test
    public void noStageBeginsThatMightOutlastItsClaim() {
        TestSystem custom = new TestSystem(new Disk(), Map.of("stages", "validate,slow,biometric-duplicates,issue"));
        custom.stage("slow", context -> {
            custom.disk.sleep(custom.settings.lease().minusSeconds(5));
            return new StageResult.Continue("slow", List.of());
        });
        custom.submit("e1", "whorl");
        assertTrue(custom.workOnce("worker"));
        EnrollmentRecord record = custom.disk.enrollments.find(new EnrollmentId("e1")).orElseThrow();
        assertEquals(EnrollmentStatus.PROCESSING, record.status());
        assertEquals("biometric-duplicates", record.stage().orElseThrow());
        custom.work();
        assertEquals(EnrollmentStatus.ENROLLED, custom.status("e1"));
        assertEquals(1, custom.desk.explain(new EnrollmentId("e1")).orElseThrow().stages().stream()
                .filter(one -> one.stage().equals("slow")).count());
    }

    @Test
    public void namesAndBirthDatesThatAreAlikeAreNoted() {
        system.submit("e1", "whorl");
        system.work();
        EnrollmentId second = system.submit("e2", Map.of("name", "ADA  EXÁMPLE", "dateOfBirth", "1990-12-31", "gender", "Female"),
                FakeFingers.sample(Position.RIGHT_INDEX, "arch"));
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e2"));
        assertTrue(system.desk.explain(second).orElseThrow().stages().stream().flatMap(run -> run.facts().stream())
                .anyMatch(fact -> fact.name().equals("sameDemographics") && fact.value().equals("1")));

        TestSystem strict = new TestSystem(new Disk(), Map.of("minimumFingers", 0));
        strict.submit("n1", TestSystem.BORN);
        strict.work();
        strict.submit("n2", TestSystem.BORN);
        strict.work();
        assertEquals(EnrollmentStatus.ENROLLED, strict.status("n1"));
        assertEquals("Without fingers people decide", EnrollmentStatus.IN_ADJUDICATION, strict.status("n2"));
    }

    private static long runs(TestSystem system, String id, String result) {
        return system.desk.explain(new EnrollmentId(id)).orElseThrow().stages().stream().filter(run -> run.result().equals(result)).count();
    }

    private void assertHeld(String id, String code) {
        EnrollmentView view = system.desk.status(new EnrollmentId(id)).orElseThrow();
        assertEquals(EnrollmentStatus.HELD, view.status());
        assertEquals(code, view.problems().getFirst().code());
        assertFalse(system.disk.references.hasUnacknowledged());
    }

    private static void assertConflict(ThrowingRunnable action) {
        assertEquals(GeneralError.CONFLICT, assertThrows(IdentityException.class, action).code());
    }

    private static void assertInvalid(String field, ThrowingRunnable action) {
        IdentityException error = assertThrows(IdentityException.class, action);
        assertEquals(GeneralError.INVALID_VALUE, error.code());
        assertEquals(field, error.field());
    }
}
