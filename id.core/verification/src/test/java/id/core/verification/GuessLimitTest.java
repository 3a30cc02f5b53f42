package id.core.verification;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.Before;
import org.junit.Test;

import id.api.access.AccessError;
import id.api.audit.AuditEntry;
import id.api.error.IdentityException;
import id.api.storage.StorageError;
import id.api.value.AttributeValue;
import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Verhoeff;
import id.api.verification.AssuranceLevel;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.ChallengeOutcome;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;

/** Guessing at numbers and at proofs, as a relying party could do it. */
public class GuessLimitTest {
    private static final ClientId BANK = new ClientId("bank");
    private static final ClientId SHOP = new ClientId("shop");
    private static final int TRIES = 4;
    private static final int IDENTIFIERS = 6;

    private final World world = new World();
    private final Register register = new Register();
    private FactorResult result = new FactorResult.Failed(Reason.NO_MATCH);
    private GuessLimit guesses;
    private VerificationService service;

    @Before
    public void start() {
        PersonMarks marks = new PersonMarks(world.cipher, world.clients);
        AnswerTrail trail = new AnswerTrail(world.trail, marks);
        TryLocks locks = new TryLocks(World.settings(TryLocks.Config.class, Map.of()), world.counters, world.transactions,
                () -> world.now, marks);
        guesses = new GuessLimit(World.settings(GuessLimit.Config.class, Map.of("triesPerIdentifier", (long) TRIES,
                "identifiersPerHour", (long) IDENTIFIERS, "clients", new String[]{ "shop=2" })), world.counters, () -> world.now, marks,
                trail);
        HotPersons hot = new HotPersons(new FakeHotlist());
        PairwiseTokens tokens = new PairwiseTokens(world.cipher);
        service = new FactorVerification(World.settings(FactorVerification.Config.class, Map.of()), register, world.plugins,
                world.transactions, trail,
                new AttributeRelease(register, world.clients, world.transactions, trail, tokens, hot, guesses), tokens, locks,
                new OfferedFactors(World.OWN_BUNDLE, world.plugins), hot, guesses);
        world.plugins.remove(AuthenticationFactor.class);
        world.plugins.add(AuthenticationFactor.class, new AuthenticationFactor() {
            @Override
            public Optional<Challenge> challenge(FactorContext context) {
                return Optional.of(new Challenge("a***@example.org", world.now));
            }

            @Override
            public FactorResult check(Proof proof, FactorContext context) {
                return result;
            }
        }, Map.of(AuthenticationFactor.FACTOR, "demographic"));
    }

    private static Uin nobody(int number) {
        String digits = "98765" + (1000 + number);
        return new Uin(digits + Verhoeff.checkDigit(digits));
    }

    private VerificationOutcome verify(PersonIdentifier individual, ClientId client) {
        return service.verify(new VerificationRequest(individual,
                List.of(new Proof.AttributesProof(Map.of("name", new AttributeValue.Text("Amina")))), client, "t1"));
    }

    private void assertNo(Reason reason, PersonIdentifier individual, ClientId client) {
        assertEquals(new VerificationOutcome.NotVerified(reason), verify(individual, client));
    }

    private void passing() {
        result = new FactorResult.Passed(AssuranceLevel.HIGH);
    }

    private List<String> events() {
        return world.trail.entries.stream().map(AuditEntry::event).filter(event -> !event.equals("verification.answered"))
                .collect(Collectors.toList());
    }

    @Test
    public void wrongTriesLockTheIdentifierForEverybodyAndForATime() {
        for (int i = 0; i < TRIES; i++) {
            assertNo(Reason.NO_MATCH, Register.UIN, i % 2 == 0 ? BANK : SHOP);
        }
        assertEquals(List.of("verification.locked"), events());
        passing();
        assertNo(Reason.LOCKED, Register.UIN, BANK);
        assertNo(Reason.LOCKED, Register.UIN, SHOP);
        assertEquals(new ChallengeOutcome.Refused(Reason.LOCKED), service.challenge(Register.UIN, "demographic", "t2", BANK));
        world.now = world.now.plus(Duration.ofMinutes(29));
        assertNo(Reason.LOCKED, Register.UIN, BANK);
        world.now = world.now.plus(Duration.ofMinutes(2));
        assertTrue(verify(Register.UIN, BANK) instanceof VerificationOutcome.Verified);
        assertEquals(4L, (long) guesses.byLimit().get("identifier"));
    }

    @Test
    public void anotherIdentifierIsNotLocked() {
        for (int i = 0; i < TRIES; i++) {
            assertNo(Reason.NO_MATCH, Register.UIN, BANK);
        }
        passing();
        assertNo(Reason.LOCKED, Register.UIN, BANK);
        assertTrue(verify(Register.ONE_TIME, BANK) instanceof VerificationOutcome.Verified);
    }

    /** Both get as many answers, and the same one from then on. */
    @Test
    public void aNumberThatIsNobodysIsLockedLikeAnyOther() {
        for (int i = 0; i < TRIES; i++) {
            assertNo(Reason.IDENTIFIER_UNKNOWN, nobody(1), BANK);
            assertNo(Reason.NO_MATCH, Register.UIN, BANK);
        }
        for (PersonIdentifier individual : List.of(nobody(1), Register.UIN)) {
            assertNo(Reason.LOCKED, individual, BANK);
            assertEquals("nobody was looked up", "", world.trail.last().subject());
            assertEquals(new ChallengeOutcome.Refused(Reason.LOCKED), service.challenge(individual, "demographic", "t2", BANK));
        }
    }

    @Test
    public void aRestartAndAnotherNodeKnowTheLock() {
        for (int i = 0; i < TRIES; i++) {
            assertNo(Reason.NO_MATCH, Register.UIN, BANK);
        }
        start();
        assertNo(Reason.LOCKED, Register.UIN, BANK);
    }

    @Test
    public void theRightProofAndTimeForgetWrongTries() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < TRIES - 1; i++) {
                assertNo(Reason.NO_MATCH, Register.UIN, BANK);
            }
            FactorResult wrong = result;
            if (round == 0) {
                passing();
                assertTrue(verify(Register.UIN, BANK) instanceof VerificationOutcome.Verified);
            } else {
                world.now = world.now.plus(Duration.ofMinutes(61));
            }
            result = wrong;
        }
        assertEquals(List.of(), events());
    }

    @Test
    public void whatCouldNotBeCheckedIsNoTry() {
        result = new FactorResult.Unavailable("the matcher is gone");
        for (int i = 0; i < 3 * TRIES; i++) {
            assertTrue(verify(Register.UIN, BANK) instanceof VerificationOutcome.Unavailable);
        }
        result = new FactorResult.Failed(Reason.NO_REFERENCE);
        for (int i = 0; i < 3 * TRIES; i++) {
            assertNo(Reason.NO_REFERENCE, Register.UIN, BANK);
        }
        passing();
        assertTrue(verify(Register.UIN, BANK) instanceof VerificationOutcome.Verified);
    }

    @Test
    public void oneWhoAsksInVainAboutManyNumbersGetsNoMoreAnswersInThatHour() {
        for (int i = 0; i < IDENTIFIERS; i++) {
            assertNo(Reason.IDENTIFIER_UNKNOWN, nobody(i), BANK);
        }
        assertEquals(List.of("verification.guessing"), events());
        assertEquals(BANK, world.trail.last().actor());
        passing();
        int written = world.trail.entries.size();
        IdentityException refused = assertThrows(IdentityException.class, () -> verify(Register.UIN, BANK));
        assertEquals(AccessError.TOO_MANY_CALLS, refused.code());
        assertEquals("the clock of the test stands at the full hour", Optional.of(Duration.ofHours(1)), refused.retryAfter());
        assertThrows(IdentityException.class, () -> service.challenge(nobody(99), "demographic", "t3", BANK));
        assertEquals("refusals do not flood the trail", written, world.trail.entries.size());
        assertEquals(2L, (long) guesses.byLimit().get("guesses"));
        assertTrue("another party is not affected", verify(Register.UIN, SHOP) instanceof VerificationOutcome.Verified);
        world.now = world.now.plus(Duration.ofHours(1));
        assertTrue(verify(Register.UIN, BANK) instanceof VerificationOutcome.Verified);
    }

    @Test
    public void challengesAreGuessesToo() {
        for (int i = 0; i < IDENTIFIERS; i++) {
            assertEquals(new ChallengeOutcome.Refused(Reason.IDENTIFIER_UNKNOWN),
                    service.challenge(nobody(i), "demographic", "t1", BANK));
        }
        assertThrows(IdentityException.class, () -> service.challenge(Register.UIN, "demographic", "t1", BANK));
    }

    @Test
    public void theSameNumberAgainIsOneGuessAndAPartyMayHaveALimitOfItsOwn() {
        for (int i = 0; i < TRIES - 1; i++) {
            assertNo(Reason.IDENTIFIER_UNKNOWN, nobody(1), SHOP);
        }
        assertNo(Reason.IDENTIFIER_UNKNOWN, nobody(2), SHOP);
        assertThrows(IdentityException.class, () -> verify(nobody(3), SHOP));
        assertNo(Reason.IDENTIFIER_UNKNOWN, nobody(3), BANK);
    }

    @Test
    public void aWrongTryThatCannotBeCountedGetsNoAnswer() {
        world.trail.broken = new IdentityException(StorageError.STORE_UNAVAILABLE, "", "The store is gone");
        for (int i = 0; i < 2 * TRIES; i++) {
            assertThrows(IdentityException.class, () -> verify(Register.UIN, BANK));
        }
        world.trail.broken = null;
        assertNo(Reason.NO_MATCH, Register.UIN, BANK);
    }

    @Test
    public void theStoreDoesNotTellWhoWasAskedAbout() {
        assertNo(Reason.NO_MATCH, Register.UIN, BANK);
        assertNo(Reason.IDENTIFIER_UNKNOWN, nobody(1), BANK);
        assertFalse(world.counters.holdsPlain(Register.UIN.value()));
        assertFalse(world.counters.holdsPlain(nobody(1).value()));
        assertFalse(world.counters.holdsPlain(Register.PERSON.value()));
    }

    @Test
    public void settingsOutOfTheirRangeAreRefusedByName() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("triesPerIdentifier", 0L), Map.of("windowMinutes", 10_081L),
                Map.of("lockMinutes", 0L), Map.of("identifiersPerHour", 0L))) {
            String key = wrong.keySet().iterator().next();
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                    () -> new GuessLimit(World.settings(GuessLimit.Config.class, wrong), world.counters, () -> world.now, null, null));
            assertTrue(refused.getMessage(), refused.getMessage().startsWith(key));
        }
        for (String wrong : List.of("bank", "bank=0", "bank=10000001")) {
            assertEquals("clients", assertThrows(IdentityException.class,
                    () -> new GuessLimit(World.settings(GuessLimit.Config.class, Map.of("clients", new String[]{ wrong })), world.counters,
                            () -> world.now, null, null))
                    .field());
        }
    }

    @Test
    public void thePageForOperatorsTellsEachSetting() throws Exception {
        String page = Files.readString(Path.of("../../docs/operator.md"));
        for (Method setting : GuessLimit.Config.class.getDeclaredMethods()) {
            Object value = setting.getDefaultValue();
            String line = "| `" + setting.getName() + "` | " + (value instanceof String[] ? "empty" : value) + " |";
            assertTrue(line + " is not on the page", page.contains(line));
        }
        for (String limit : guesses.byLimit().keySet()) {
            assertTrue(limit, page.contains("`" + limit + "`"));
        }
        assertTrue(page.contains("`verification.locked`") && page.contains("`verification.guessing`"));
    }
}
