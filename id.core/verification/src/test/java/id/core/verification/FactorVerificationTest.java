package id.core.verification;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import id.api.verification.Challenge;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import java.util.Optional;
import org.osgi.framework.Constants;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Before;
import org.junit.Test;
import org.osgi.util.promise.Promises;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.ErrorCategory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityState;
import id.api.matching.BiometricMatcher;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.partner.Client;
import id.api.storage.StorageError;
import id.api.value.AttributeValue;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Verhoeff;
import id.api.verification.AuthenticationFactor;
import id.api.verification.ChallengeOutcome;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.ReleaseOutcome;
import id.api.verification.ReleaseRequest;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;

public class FactorVerificationTest {
    private static final ClientId BANK = new ClientId("bank");
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final World world = new World();
    private final FakeHotlist hotlist = new FakeHotlist();
    private final Register register = new Register();
    private final Fingers fingers = new Fingers(world.cipher);
    private final List<Message> sent = new ArrayList<>();
    private Delivery delivery = new Delivery.Accepted();
    private VerificationService service;

    @Before
    public void assemble() {
        PersonMarks marks = new PersonMarks(world.cipher, world.clients);
        TryLocks locks = new TryLocks(World.settings(TryLocks.Config.class, Map.of()), world.counters,
                world.transactions, () -> world.now, marks);
        AnswerTrail trail = new AnswerTrail(world.trail, marks);
        PairwiseTokens tokens = new PairwiseTokens(world.cipher);
        GuessLimit guesses = world.guesses(marks, trail);
        service = new FactorVerification(World.settings(FactorVerification.Config.class, Map.of()), register,
                world.plugins, world.transactions, trail,
                new AttributeRelease(register, world.clients, world.transactions, trail, tokens, new HotPersons(hotlist), guesses),
                tokens, locks, new OfferedFactors(World.OWN_BUNDLE, world.plugins), new HotPersons(hotlist), guesses);
        world.plugins.add(BiometricMatcher.class, fingers,
                Map.of(BiometricMatcher.MODALITY, "FINGER", BiometricMatcher.FORMATS, new String[]{ "PNG", "TIFF" }));
        world.plugins.add(Notifier.class, (Notifier) message -> {
            sent.add(message);
            return Promises.resolved(delivery);
        }, Map.of(Notifier.CHANNEL, "email"));
        factor("demographic", true,
                new DemographicFactor(World.settings(DemographicFactor.Config.class, Map.of()), locks));
        factor("finger", false, new FingerFactor(World.settings(FingerFactor.Config.class, Map.of("wrongTries", 3L)),
                world.plugins, new PersonReferences(fingers, world.cipher), locks));
        factor("otp", true, new OneTimeCodeFactor(
                World.settings(OneTimeCodeFactor.Config.class, Map.of("maxSendsPerHour", 8L)),
                new CodeSender(World.settings(CodeSender.Config.class, Map.of()), world.plugins, world.random,
                        new AddressMapping(World.settings(AddressMapping.Config.class, Map.of()))),
                world.counters, world.transactions, world.cipher, world.random, () -> world.now, world.trail, locks,
                marks));
        fingers.enrolled(Position.RIGHT_INDEX, "whorl");
        fingers.enrolled(Position.LEFT_INDEX, "loop");
    }

    private void factor(String name, boolean transactional, AuthenticationFactor factor) {
        world.plugins.add(AuthenticationFactor.class, factor, Map.of(AuthenticationFactor.FACTOR, name,
                FactorVerification.TRANSACTIONAL, transactional, FactorVerification.AUDITS_CHALLENGES,
                name.equals("otp")));
    }

    @Test
    public void theRightFingerIsVerifiedAndWrittenDownFirst() {
        VerificationOutcome outcome = verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl"));
        VerificationOutcome.Verified yes = (VerificationOutcome.Verified) outcome;
        assertTrue(yes.token().matches("[0-9a-f]{32}"));
        assertEquals(List.of("finger"), yes.factors());
        assertEquals("VERIFIED", world.trail.last().outcome());
        assertTrue("none beside that of the entry itself", world.transactions.writes <= 1);
        assertEquals(1, world.trail.entries.size());
        assertFalse(world.trail.entries.toString().contains(Register.UIN.value()));
    }

    @Test
    public void anotherFingerAnotherPositionAndNoReference() {
        assertNo(Reason.NO_MATCH, verify(Register.UIN, finger(Position.RIGHT_INDEX, "loop")));
        assertNo(Reason.NO_REFERENCE, verify(Register.UIN, finger(Position.RIGHT_THUMB, "whorl")));
        assertYes(verify(Register.UIN, finger(Position.UNKNOWN_FINGER, "loop")));
        assertEquals("NOT_VERIFIED", world.trail.entries.get(1).outcome());
    }

    @Test
    public void aFingerOfUnknownPositionPaysForEachComparison() {
        fingers.rateOfEqual = 0.9e-4;
        assertYes(verify(Register.UIN, finger(Position.LEFT_INDEX, "loop")));
        assertNo(Reason.NO_MATCH, verify(Register.UIN, finger(Position.UNKNOWN_FINGER, "loop")));
    }

    /** What the contract refuses of a matcher is no fault of who asked. */
    @Test
    public void aRateThatIsNoneIsNeverANo() {
        fingers.rateOfEqual = Double.NaN;
        assertTrue(verify(Register.UIN, finger(Position.LEFT_INDEX, "loop")) instanceof VerificationOutcome.Unavailable);
        fingers.rateOfEqual = -1;
        assertTrue(verify(Register.UIN, finger(Position.LEFT_INDEX, "loop")) instanceof VerificationOutcome.Unavailable);
    }

    @Test
    public void anAnswerOfAFactorThatMakesNoSenseIsNone() {
        for (FactorResult result : new FactorResult[]{ new FactorResult.Passed(null), new FactorResult.Failed(null),
                new FactorResult.Unavailable(null), new FactorResult.Unavailable("why\n".repeat(1_000_000)), null }) {
            AuthenticationFactor rogue = rogue(result);
            world.plugins.add(AuthenticationFactor.class, rogue, Map.of(AuthenticationFactor.FACTOR, "rogue"));
            VerificationOutcome outcome = verify(Register.UIN, new Proof.CodeProof("rogue", "1"));
            assertTrue(outcome.toString(), outcome instanceof VerificationOutcome.Unavailable no && no.why().length() <= 500);
            assertTrue(service.challenge(Register.UIN, "rogue", "t-1", ClientId.SYSTEM) instanceof ChallengeOutcome.Unavailable);
        }
    }

    private static AuthenticationFactor rogue(FactorResult result) {
        return new AuthenticationFactor() {
            @Override
            public Optional<Challenge> challenge(FactorContext context) {
                return Optional.of(new Challenge(null, null));
            }

            @Override
            public FactorResult check(Proof proof, FactorContext context) {
                return result;
            }
        };
    }

    @Test
    public void onlyAFactorOfThisBundleJoinsTheTransaction() {
        OfferedFactors factors = new OfferedFactors(World.OWN_BUNDLE, world.plugins);
        assertTrue(factors.says("otp", FactorVerification.TRANSACTIONAL));
        world.plugins.add(AuthenticationFactor.class, rogue(null), Map.of(AuthenticationFactor.FACTOR, "rogue",
                FactorVerification.TRANSACTIONAL, true, Constants.SERVICE_BUNDLEID, World.OWN_BUNDLE + 1));
        assertFalse(factors.says("rogue", FactorVerification.TRANSACTIONAL));
    }

    @Test
    public void aBrokenOrMissingMatcherIsNeverANo() {
        fingers.broken = new IllegalStateException("out of order");
        assertTrue(verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")) instanceof VerificationOutcome.Unavailable);
        assertEquals("FAILED", world.trail.last().outcome());
        world.plugins.remove(BiometricMatcher.class);
        assertTrue(verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")) instanceof VerificationOutcome.Unavailable);
    }

    @Test
    public void anUnreadableSampleIsTheCallersError() {
        IdentityException error = assertThrows(IdentityException.class,
                () -> verify(Register.UIN, finger(Position.RIGHT_INDEX, "garbage")));
        assertEquals(ErrorCategory.CALLER, error.category());
        assertEquals("REFUSED", world.trail.last().outcome());
    }

    @Test
    public void wrongFingersLockTheFactorAlone() {
        for (int i = 0; i < 3; i++) {
            assertNo(Reason.NO_MATCH, verify(Register.UIN, finger(Position.RIGHT_INDEX, "arch")));
        }
        assertNo(Reason.LOCKED, verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")));
        assertYes(verify(Register.UIN, attributes(Map.of("name", "Amina Okafor"))));
        world.now = world.now.plus(Duration.ofMinutes(31));
        assertYes(verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")));
    }

    @Test
    public void rightTriesForgetWrongOnes() {
        for (int i = 0; i < 8; i++) {
            assertNo(Reason.NO_MATCH, verify(Register.UIN, finger(Position.RIGHT_INDEX, "arch")));
            assertYes(verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")));
        }
    }

    @Test
    public void unknownAndInactivePersonsAreNotVerified() {
        Uin nobody = new Uin("98765432" + Verhoeff.checkDigit("98765432"));
        assertNo(Reason.IDENTIFIER_UNKNOWN, verify(nobody, finger(Position.RIGHT_INDEX, "whorl")));
        assertEquals("", world.trail.last().subject());
        hotlist.hot.add("UIN " + Register.UIN.value());
        assertNo(Reason.IDENTITY_INACTIVE, verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")));
        hotlist.hot.clear();
        register.state = IdentityState.SUSPENDED;
        assertNo(Reason.IDENTITY_INACTIVE, verify(Register.UIN, finger(Position.RIGHT_INDEX, "whorl")));
    }

    @Test
    public void aFactorThatNobodyOffersIsToldApart() {
        BiometricSample face = new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.PNG, Bytes.utf8("face"));
        assertNo(Reason.FACTOR_UNKNOWN, verify(Register.UIN, new Proof.SampleProof(face)));
        assertNo(Reason.FACTOR_UNKNOWN, verify(Register.UIN, new Proof.CodeProof("x)(objectClass=*", "1")));
    }

    @Test
    public void everyProofMustPass() {
        Proof finger = finger(Position.RIGHT_INDEX, "whorl");
        VerificationOutcome both = verify(Register.UIN, finger, attributes(Map.of("name", "amina OKAFOR")));
        assertEquals(List.of("finger", "demographic"), ((VerificationOutcome.Verified) both).factors());
        assertNo(Reason.NO_MATCH, verify(Register.UIN, finger, attributes(Map.of("name", "Amina"))));
        assertNo(Reason.NO_MATCH, verify(Register.UIN, attributes(Map.of("name", "Amina")), finger));
    }

    @Test
    public void withoutTheTrailThereIsNoAnswer() {
        world.trail.broken = new IdentityException(StorageError.STORE_UNAVAILABLE, "", "The store is gone");
        for (Proof proof : List.of(finger(Position.RIGHT_INDEX, "whorl"), finger(Position.RIGHT_INDEX, "arch"),
                attributes(Map.of("name", "Amina Okafor")))) {
            assertThrows(IdentityException.class, () -> verify(Register.UIN, proof));
        }
    }

    @Test
    public void aOneTimeIdentifierCountsOnceAndOnlyWhenCompared() {
        assertNo(Reason.NO_REFERENCE, verify(Register.ONE_TIME, finger(Position.RIGHT_THUMB, "whorl")));
        assertYes(verify(Register.ONE_TIME, finger(Position.RIGHT_INDEX, "whorl")));
        assertNo(Reason.IDENTIFIER_UNKNOWN, verify(Register.ONE_TIME, finger(Position.RIGHT_INDEX, "whorl")));
    }

    @Test
    public void tokensAreTheSameForOnePartyAndDifferForTwo() {
        String first = token(BANK);
        assertEquals(first, token(BANK));
        assertNotEquals(first, token(new ClientId("shop")));
    }

    private String token(ClientId party) {
        return ((VerificationOutcome.Verified) service.verify(new VerificationRequest(Register.UIN,
                List.of(finger(Position.RIGHT_INDEX, "whorl")), party, "t1"))).token();
    }

    @Test
    public void aCodeIsSentSealedAndGoodOnce() {
        ChallengeOutcome.Sent challenge = (ChallengeOutcome.Sent) challenge("t1");
        assertEquals("a***@e***.org", challenge.challenge().destination());
        assertEquals(world.now.plusSeconds(180), challenge.challenge().expiresAt());
        assertEquals("amina@example.org", sent.getFirst().recipient());
        String code = code();
        assertFalse(world.counters.holdsPlain(code));
        assertEquals(1, world.transactions.writes);
        assertYes(otp("t1", code));
        assertEquals(2, world.transactions.writes);
        assertNo(Reason.CODE_EXPIRED, otp("t1", code));
        assertFalse(world.trail.entries.toString().contains(code));
        assertEquals(List.of("DONE", "VERIFIED", "NOT_VERIFIED"),
                world.trail.entries.stream().map(entry -> entry.outcome()).toList());
    }

    @Test
    public void aCodeBelongsToTransactionAndParty() {
        challenge("t1");
        assertNo(Reason.CODE_EXPIRED, otp("t2", code()));
        assertNo(Reason.CODE_EXPIRED, service.verify(new VerificationRequest(Register.UIN,
                List.of(new Proof.CodeProof("otp", code())), new ClientId("shop"), "t1")));
        world.now = world.now.plusSeconds(181);
        assertNo(Reason.CODE_EXPIRED, otp("t1", code()));
    }

    @Test
    public void wrongCodesLockForHalfAnHour() {
        challenge("t1");
        String right = code();
        for (int i = 0; i < 5; i++) {
            assertNo(Reason.CODE_WRONG, otp("t1", "x" + i));
        }
        assertNo(Reason.LOCKED, otp("t1", right));
        assertEquals(Reason.LOCKED, ((ChallengeOutcome.Refused) challenge("t2")).reason());
        world.now = world.now.plus(Duration.ofMinutes(31));
        challenge("t3");
        assertYes(otp("t3", code()));
    }

    @Test
    public void manyGuessesAtOnceAreNoMoreThanTheLimit() throws Exception {
        challenge("t1");
        String right = code();
        List<Callable<VerificationOutcome>> guesses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guesses.add(() -> otp("t1", "wrong"));
        }
        int compared = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var guess : threads.invokeAll(guesses)) {
                compared += guess.get().equals(new VerificationOutcome.NotVerified(Reason.CODE_WRONG)) ? 1 : 0;
            }
        }
        assertEquals(5, compared);
        assertNo(Reason.LOCKED, otp("t1", right));
    }

    @Test
    public void oneOfManyRightAnswersAtOnceTakesTheCode() throws Exception {
        challenge("t1");
        String right = code();
        Callable<VerificationOutcome> answer = () -> otp("t1", right);
        int verified = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var one : threads.invokeAll(Arrays.asList(answer, answer, answer, answer, answer, answer))) {
                verified += one.get() instanceof VerificationOutcome.Verified ? 1 : 0;
            }
        }
        assertEquals(1, verified);
    }

    @Test
    public void sendingIsLimitedAndTheLimitIsWrittenDown() {
        for (int i = 0; i < 8; i++) {
            assertTrue(challenge("t" + i) instanceof ChallengeOutcome.Sent);
        }
        IdentityException tooMany = assertThrows(IdentityException.class, () -> challenge("t9"));
        assertEquals(GeneralError.OVERLOADED, tooMany.code());
        assertEquals(8, sent.size());
        assertEquals("REFUSED", world.trail.last().outcome());
        world.now = world.now.plusSeconds(3_601);
        assertTrue(challenge("t10") instanceof ChallengeOutcome.Sent);
    }

    @Test
    public void aCodeThatWasNotSentDoesNotCount() {
        delivery = new Delivery.Unreachable("down");
        assertTrue(challenge("t1") instanceof ChallengeOutcome.Unavailable);
        assertEquals("FAILED", world.trail.last().outcome());
        assertNo(Reason.CODE_EXPIRED, otp("t1", code()));
    }

    @Test
    public void withoutAnAddressThereIsNoChallenge() {
        register.attributes.remove("email");
        assertEquals(Reason.NO_REFERENCE, ((ChallengeOutcome.Refused) challenge("t1")).reason());
        register.attributes.put("phone", "+212 600 112 233");
        assertTrue("no channel for it", challenge("t1") instanceof ChallengeOutcome.Unavailable);
        world.plugins.add(Notifier.class, (Notifier) message -> {
            sent.add(message);
            return Promises.resolved(new Delivery.Accepted());
        }, Map.of(Notifier.CHANNEL, "sms"));
        assertEquals("***33", ((ChallengeOutcome.Sent) challenge("t1")).challenge().destination());
    }

    @Test
    public void whatIsNoTransactionIdIsRefused() {
        assertThrows(IdentityException.class, () -> challenge("no spaces"));
    }

    @Test
    public void attributesAreReleasedAsFarAsThePolicyGoes() {
        client(Set.of("name", "gender"), true);
        ReleaseOutcome.Released given = (ReleaseOutcome.Released) release(Set.of("name", "email"));
        assertEquals(Set.of("name"), given.attributes().values().keySet());
        assertEquals(Set.of("email"), given.withheld());
        assertEquals(token(BANK), given.token());
        assertEquals(Set.of("name", "gender"),
                ((ReleaseOutcome.Released) release(Set.of())).attributes().values().keySet());
        assertEquals(Reason.NOT_ALLOWED, ((ReleaseOutcome.Refused) release(Set.of("email"))).reason());
        client(Set.of("*"), true);
        assertEquals(4, ((ReleaseOutcome.Released) release(Set.of())).attributes().values().size());
        client(Set.of("*"), false);
        assertEquals(Reason.NOT_ALLOWED, ((ReleaseOutcome.Refused) release(Set.of())).reason());
        assertFalse(world.trail.entries.toString().contains("Amina"));
    }

    private void client(Set<String> releasable, boolean active) {
        world.clients.byId.put(BANK, new Client(BANK, "Bank", Set.of(), Set.of(), List.of(), releasable, active,
                Instant.EPOCH));
    }

    private ReleaseOutcome release(Set<String> names) {
        return service.release(new ReleaseRequest(Register.UIN, names, BANK, "t1"));
    }

    private VerificationOutcome verify(PersonIdentifier individual, Proof... proofs) {
        return service.verify(new VerificationRequest(individual, List.of(proofs), BANK, "t1"));
    }

    private VerificationOutcome otp(String transaction, String code) {
        return service.verify(new VerificationRequest(Register.UIN, List.of(new Proof.CodeProof("otp", code)), BANK,
                transaction));
    }

    private ChallengeOutcome challenge(String transaction) {
        return service.challenge(Register.UIN, "otp", transaction, BANK);
    }

    private String code() {
        Matcher digits = CODE.matcher(sent.getLast().body());
        assertTrue(digits.find());
        return digits.group();
    }

    private static Proof finger(Position position, String finger) {
        return new Proof.SampleProof(
                new BiometricSample(Modality.FINGER, position, SampleFormat.PNG, Bytes.utf8(finger)));
    }

    private static Proof attributes(Map<String, String> stated) {
        Map<String, AttributeValue> values = new java.util.HashMap<>();
        stated.forEach((name, value) -> values.put(name, new AttributeValue.Text(value)));
        return new Proof.AttributesProof(values);
    }

    private static void assertNo(Reason reason, VerificationOutcome outcome) {
        assertEquals(new VerificationOutcome.NotVerified(reason), outcome);
    }

    private static void assertYes(VerificationOutcome outcome) {
        assertTrue(outcome.toString() + (outcome instanceof VerificationOutcome.NotVerified no ? no.reason() : ""),
                outcome instanceof VerificationOutcome.Verified);
    }
}
