package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.ResetProof;
import id.api.access.StaffSessions.StaffSession;
import id.api.audit.AuditEntry;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.GeneralError;
import id.api.identity.IdentityError;
import id.api.identity.IdentityState;
import id.api.partner.Places;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.subscription.Topic;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EventId;
import id.api.value.Secret;
import id.api.value.Uin;
import id.api.verification.Reason;
import id.api.verification.VerificationOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;

/** Log-in by the finger of whoever works under an account, and by nobody else's. */
public class FingerLogInTest {
    private static final Secret PASSWORD = Secret.of("correct horse battery".toCharArray());
    private static final String BROWSER = "Browser/1";
    private static final BiometricSample RIGHT = Enrolled.fingerOf(Enrolled.MARIA);
    private static final BiometricSample EVES = Enrolled.fingerOf(Enrolled.EVE);

    private final World world = new World();
    private final Enrolled enrolled = new Enrolled();
    private final StoredStaff staff = world.staff();
    private final StoredSessions sessions = world.sessions();
    private final FingerLogIn node = world.fingers(enrolled);
    private TestAuthenticator app;

    @Before
    public void makeAccounts() {
        app = ready("maria");
        ready("eve");
        node.bind("maria", Enrolled.MARIA, World.ADMIN);
        world.audited.clear();
    }

    private TestAuthenticator ready(String name) {
        Secret initial = staff.create(name, name, Set.of("operator"), Places.EVERYWHERE, World.ADMIN);
        TestAuthenticator scanned = new TestAuthenticator(sessions.beginFirst(name, initial));
        sessions.finishFirst(name, initial, PASSWORD, scanned.code(world.now), BROWSER);
        return scanned;
    }

    private String code() {
        world.now = world.now.plusSeconds(30);
        return app.code(world.now);
    }

    private StaffSession login() {
        return node.login("maria", RIGHT, code(), BROWSER);
    }

    private void refused(String name, BiometricSample finger, String code) {
        World.refused(AccessError.LOGIN_REFUSED, () -> node.login(name, finger, code, BROWSER));
    }

    private void ended(StaffSession session) {
        World.refused(AccessError.SESSION_INVALID, () -> sessions.check(session.token(), BROWSER));
    }

    @Test
    public void theFingerStandsForThePasswordAndNotForTheCode() {
        StaffSession session = login();
        assertEquals(Set.of("fpt", "otp", "mfa"), session.methods());
        assertEquals(World.staffId("maria"), sessions.check(session.token(), BROWSER).client());
        assertEquals("fpt mfa otp", world.audited.getLast().details().get("methods"));
        world.now = world.now.plusSeconds(30);
        refused("maria", RIGHT, "");
        refused("maria", RIGHT, "000000");
        String used = code();
        node.login("maria", RIGHT, used, BROWSER);
        refused("maria", RIGHT, used);
        assertEquals("by password it is said as well", Set.of("pwd", "otp", "mfa"),
                sessions.login("maria", PASSWORD, code(), BROWSER).methods());
    }

    @Test
    public void nobodyElsesFingerOpensAnAccount() {
        refused("maria", EVES, code());
        node.bind("eve", Enrolled.EVE, World.ADMIN);
        refused("maria", EVES, code());
        node.unbind("maria", World.ADMIN);
        refused("maria", RIGHT, code());
    }

    @Test
    public void whateverIsWrongTheAnswerAndTheWorkAreTheSame() {
        for (Runnable wrong : List.<Runnable>of(() -> refused("maria", EVES, code()), () -> refused("maria", RIGHT, "000000"),
                () -> refused("nobody", RIGHT, code()), () -> refused("eve", EVES, code()), () -> {
                    enrolled.instead = new VerificationOutcome.NotVerified(Reason.LOCKED);
                    refused("maria", RIGHT, code());
                    enrolled.instead = null;
                }, () -> refused("no such name!", RIGHT, code()))) {
            int before = enrolled.extracted;
            int entries = world.audited.size();
            wrong.run();
            assertEquals("two templates are extracted", 2, enrolled.extracted - before);
            assertEquals("one refusal is written", 1, world.audited.size() - entries);
        }
        assertFalse("what was typed is not in the trail", world.audited.toString().contains("nobody"));
    }

    @Test
    public void withoutTheRightCodeNobodysFingersAreOpened() {
        refused("maria", RIGHT, "000000");
        refused("maria", EVES, "000000");
        assertEquals(List.of(), enrolled.asked);
        login();
        assertEquals(ClientId.SYSTEM, enrolled.asked.getFirst().relyingParty());
        assertEquals(Enrolled.MARIA, enrolled.asked.getFirst().individual());
    }

    @Test
    public void wrongFingersAndWrongPasswordsLockTogether() {
        refused("maria", EVES, code());
        refused("maria", EVES, code());
        refused("maria", EVES, code());
        World.refused(AccessError.LOGIN_REFUSED,
                () -> sessions.login("maria", Secret.of("wrong".toCharArray()), code(), BROWSER));
        refused("maria", EVES, code());
        int asked = enrolled.asked.size();
        refused("maria", RIGHT, code());
        World.refused(AccessError.LOGIN_REFUSED, () -> sessions.login("maria", PASSWORD, code(), BROWSER));
        assertEquals("a locked account's fingers are not opened", asked, enrolled.asked.size());
        world.now = world.now.plus(Duration.ofMinutes(15));
        login();
    }

    @Test
    public void whatCouldNotBeComparedIsAnErrorAndNoWrongFinger() {
        enrolled.instead = new VerificationOutcome.Unavailable("The matcher broke");
        World.refused(GeneralError.UNAVAILABLE, this::login);
        enrolled.instead = null;
        enrolled.broken = true;
        for (String name : List.of("maria", "eve", "nobody")) {
            for (int i = 0; i < 6; i++) {
                World.refused(GeneralError.UNAVAILABLE, () -> node.login(name, RIGHT, code(), BROWSER));
            }
        }
        enrolled.broken = false;
        for (int i = 0; i < 6; i++) {
            World.refused(BiometricError.SAMPLE_UNREADABLE,
                    () -> node.login("maria", Enrolled.sample("unreadable"), code(), BROWSER));
        }
        login();
        World.refused(BiometricError.POSITION_MISMATCH, () -> node.login("maria",
                new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.PNG, Bytes.utf8("x")), code(), BROWSER));
    }

    @Test
    public void onlyAPersonWhoCanBeVerifiedIsBoundAndToOneAccount() {
        World.refused(AccessError.STAFF_PERSON_EXISTS, () -> node.bind("eve", Enrolled.MARIA, World.ADMIN));
        World.refused(AccessError.STAFF_UNKNOWN, () -> node.bind("nobody", Enrolled.EVE, World.ADMIN));
        enrolled.state(Enrolled.EVE, IdentityState.SUSPENDED);
        World.refused(AccessError.PERSON_NOT_ALLOWED, () -> node.bind("eve", Enrolled.EVE, World.ADMIN));
        enrolled.state(Enrolled.EVE, IdentityState.ACTIVE);
        world.hotlist().add(HotKind.UIN, Enrolled.EVE.value(), "Reported stolen", Optional.empty(), World.ADMIN);
        World.refused(AccessError.HOTLISTED, () -> node.bind("eve", Enrolled.EVE, World.ADMIN));
        world.hotlist().remove(HotKind.UIN, Enrolled.EVE.value(), World.ADMIN);
        Uin nobodys = Enrolled.EVE;
        enrolled.people.remove(enrolled.person(Enrolled.EVE));
        World.refused(IdentityError.PERSON_UNKNOWN, () -> node.bind("eve", nobodys, World.ADMIN));
        assertFalse(staff.find(World.staffId("eve")).orElseThrow().person());
        assertTrue(staff.find(World.staffId("maria")).orElseThrow().person());
    }

    @Test
    public void aBindingIsReplacedAndTakenBackWithItsSessions() {
        StaffSession byFinger = login();
        node.bind("maria", Enrolled.EVE, World.ADMIN);
        ended(byFinger);
        refused("maria", RIGHT, code());
        node.login("maria", EVES, code(), BROWSER);
        node.bind("eve", Enrolled.MARIA, World.ADMIN);
        StaffSession again = node.login("maria", EVES, code(), BROWSER);
        node.unbind("maria", World.ADMIN);
        ended(again);
        node.unbind("maria", World.ADMIN);
        assertEquals("said once", 1, events("staff.unbound").size());
    }

    @Test
    public void whoIsKeptOutStaysOutByFinger() {
        StaffSession session = login();
        staff.setActive("maria", false, World.ADMIN);
        ended(session);
        refused("maria", RIGHT, code());
        staff.setActive("maria", true, World.ADMIN);
        login();
        staff.reset("maria", ResetProof.DOCUMENT_IN_PERSON, World.ADMIN);
        refused("maria", RIGHT, code());
    }

    @Test
    public void whoIsErasedIsUnboundAndOut() {
        StaffSession session = login();
        var person = enrolled.person(Enrolled.MARIA);
        enrolled.people.remove(person);
        ReactionResult result = new UnbindReaction(node).react(new IdentityEvent(new EventId("c".repeat(32)),
                Topic.IDENTITY_ERASED, Optional.of(person), Optional.empty(), Optional.empty(), world.now, "Erased"));
        assertEquals(new ReactionResult.Done(), result);
        ended(session);
        assertFalse(staff.find(World.staffId("maria")).orElseThrow().person());
        assertFalse(world.dump().contains(person.value()));
        refused("maria", RIGHT, code());
        assertEquals(ClientId.SYSTEM, events("staff.unbound").getFirst().actor());
    }

    @Test
    public void strangersDoNotKeepTheMatcherBusy() throws Exception {
        CountDownLatch under = new CountDownLatch(4);
        CountDownLatch end = new CountDownLatch(1);
        enrolled.meanwhile = () -> {
            under.countDown();
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        };
        try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                strangers.execute(() -> refused("nobody", EVES, ""));
            }
            assertTrue(under.await(1, TimeUnit.MINUTES));
            World.refused(AccessError.TOO_MANY_CALLS, () -> node.login("maria", RIGHT, app.code(world.now), BROWSER));
            end.countDown();
        }
        login();
    }

    @Test
    public void theTrailHasTheMarkOfThePersonAndNoNumber() {
        node.unbind("maria", World.ADMIN);
        node.bind("maria", Enrolled.MARIA, World.SECOND);
        AuditEntry bound = events("staff.bound").getFirst();
        assertEquals("mark-a", bound.subject());
        assertEquals(World.SECOND, bound.actor());
        assertEquals(Map.of("account", "staff.maria"), bound.details());
        assertFalse(world.audited.toString().contains(Enrolled.MARIA.value()));
        assertFalse("nor has the store", world.dump().contains(Enrolled.MARIA.value()));
    }

    private List<AuditEntry> events(String event) {
        return world.audited.stream().filter(entry -> entry.event().equals(event)).toList();
    }
}
