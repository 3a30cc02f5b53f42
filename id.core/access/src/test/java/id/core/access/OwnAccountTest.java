package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.access.AccessError;
import id.api.access.OwnAccount.OwnSession;
import id.api.access.ResetProof;
import id.api.access.StaffSessions.StaffSession;
import id.api.error.GeneralError;
import id.api.partner.Places;
import id.api.value.ClientId;
import id.api.value.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

/** A person changes password and authenticator, and sees and ends the own sessions, from one node and the other. */
public class OwnAccountTest {
    private static final Secret PASSWORD = secret("correct horse battery");
    private static final Secret NEXT = secret("a boat, a spoon, two hats");
    private static final String BROWSER = "Browser/1";
    private static final ClientId MARIA = World.staffId("maria");

    private final World world = new World();
    private final StoredStaff staff = world.staff();
    private final StoredSessions node = world.sessions();
    private final StoredSessions otherNode = world.sessions();
    private final StoredOwnAccount account = world.account(world.sessions());
    private TestAuthenticator phone;

    private static Secret secret(String text) {
        return Secret.of(text.toCharArray());
    }

    @Before
    public void firstLogIn() {
        phone = create("maria");
        create("eve");
    }

    private TestAuthenticator create(String name) {
        Secret initial = staff.create(name, name, Set.of("operator"), Places.EVERYWHERE, World.ADMIN);
        TestAuthenticator authenticator = new TestAuthenticator(node.beginFirst(name, initial));
        node.finishFirst(name, initial, PASSWORD, authenticator.code(world.now), BROWSER);
        return authenticator;
    }

    private String code() {
        world.now = world.now.plusSeconds(30);
        return phone.code(world.now);
    }

    private StaffSession login() {
        return node.login("maria", PASSWORD, code(), BROWSER);
    }

    private void live(StaffSession session) {
        assertEquals(MARIA, otherNode.check(session.token(), BROWSER).client());
    }

    private void ended(StaffSession session) {
        World.refused(AccessError.SESSION_INVALID, () -> otherNode.check(session.token(), BROWSER));
    }

    private void loginRefused(Secret password, String code) {
        World.refused(AccessError.LOGIN_REFUSED, () -> node.login("maria", password, code, BROWSER));
    }

    private boolean audited(String event) {
        return world.audited.stream().anyMatch(entry -> entry.event().equals(event) && entry.subject().equals(MARIA.value()));
    }

    @Test
    public void aPasswordIsChangedAndTheOldOneIsOfNoUse() {
        StaffSession before = login();
        StaffSession after = account.changePassword(MARIA, PASSWORD, code(), NEXT, BROWSER);
        live(after);
        ended(before);
        loginRefused(PASSWORD, code());
        live(node.login("maria", NEXT, code(), BROWSER));
        assertTrue(audited("staff.password-changed"));
    }

    @Test
    public void aChangeAsksForTheOldPasswordAndACode() {
        StaffSession session = login();
        for (Secret wrong : List.of(secret(""), NEXT, secret("Correct horse battery"))) {
            World.refused(AccessError.LOGIN_REFUSED, () -> account.changePassword(MARIA, wrong, code(), NEXT, BROWSER));
            World.refused(AccessError.LOGIN_REFUSED, () -> account.offerAuthenticator(MARIA, wrong, code(), session.token()));
        }
        live(session);
        world.now = world.now.plus(Duration.ofMinutes(14));
        live(session);
        world.now = world.now.plus(Duration.ofMinutes(2));
        for (String wrong : List.of("", "000000")) {
            World.refused(AccessError.LOGIN_REFUSED, () -> account.changePassword(MARIA, PASSWORD, wrong, NEXT, BROWSER));
            World.refused(AccessError.LOGIN_REFUSED,
                    () -> account.offerAuthenticator(MARIA, PASSWORD, wrong, session.token()));
        }
        live(session);
        String used = code();
        live(node.login("maria", PASSWORD, used, BROWSER));
        World.refused(AccessError.LOGIN_REFUSED, () -> account.changePassword(MARIA, PASSWORD, used, NEXT, BROWSER));
    }

    @Test
    public void guessesAtAChangeLockTheAccountLikeThoseAtALogIn() {
        login();
        for (int i = 0; i < 5; i++) {
            World.refused(AccessError.LOGIN_REFUSED, () -> account.changePassword(MARIA, NEXT, code(), NEXT, BROWSER));
        }
        World.refused(AccessError.LOGIN_REFUSED, () -> account.changePassword(MARIA, PASSWORD, code(), NEXT, BROWSER));
        loginRefused(PASSWORD, code());
        world.now = world.now.plus(Duration.ofMinutes(15));
        live(login());
    }

    @Test
    public void aWeakNewPasswordIsRefusedAndCostsNoTry() {
        login();
        for (int i = 0; i < 10; i++) {
            World.refused(AccessError.PASSWORD_WEAK,
                    () -> account.changePassword(MARIA, PASSWORD, code(), secret("1qaz2wsx3edc"), BROWSER));
        }
        World.refused(AccessError.PASSWORD_WEAK, () -> account.changePassword(MARIA, PASSWORD, code(), PASSWORD, BROWSER));
        live(account.changePassword(MARIA, PASSWORD, code(), NEXT, BROWSER));
    }

    @Test
    public void aPasswordCountsAsItWasTyped() {
        String typed = " Zwölf Boxkämpfer jagen Viktor \uD83D\uDC0E und so weiter und so fort, über siebzig Zeichen ";
        account.changePassword(MARIA, PASSWORD, code(), secret(typed), BROWSER);
        for (String near : List.of(typed.strip(), typed.toLowerCase(java.util.Locale.ROOT), typed.substring(0, 72), typed + " ",
                java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFD))) {
            loginRefused(secret(near), code());
            node.login("maria", secret(typed), code(), BROWSER);
        }
    }

    @Test
    public void noChangeIsForcedByTime() {
        login();
        world.now = world.now.plus(Duration.ofDays(3650));
        live(login());
    }

    @Test
    public void anAuthenticatorIsChangedAndTheOldOneIsOfNoUse() {
        StaffSession before = login();
        TestAuthenticator next = new TestAuthenticator(account.offerAuthenticator(MARIA, PASSWORD, code(), before.token()));
        live(login());
        World.refused(AccessError.LOGIN_REFUSED, () -> account.takeAuthenticator(MARIA, "000000", before.token(), BROWSER));
        StaffSession after = account.takeAuthenticator(MARIA, next.code(world.now), before.token(), BROWSER);
        live(after);
        ended(before);
        loginRefused(PASSWORD, code());
        phone = next;
        live(login());
        assertTrue(audited("staff.authenticator-changed"));
    }

    @Test
    public void whatOneSessionWasOfferedNoOtherFinishes() {
        StaffSession mine = login();
        StaffSession other = login();
        TestAuthenticator next = new TestAuthenticator(account.offerAuthenticator(MARIA, PASSWORD, code(), mine.token()));
        for (StaffSession session : List.of(other)) {
            World.refused(AccessError.LOGIN_REFUSED,
                    () -> account.takeAuthenticator(MARIA, next.code(world.now), session.token(), BROWSER));
        }
        World.refused(AccessError.LOGIN_REFUSED,
                () -> account.takeAuthenticator(World.staffId("eve"), next.code(world.now), mine.token(), BROWSER));
        world.now = world.now.plus(Duration.ofMinutes(10));
        World.refused(AccessError.LOGIN_REFUSED,
                () -> account.takeAuthenticator(MARIA, next.code(world.now), mine.token(), BROWSER));
        assertFalse("it lies sealed", audited("staff.authenticator-changed"));
    }

    @Test
    public void everyChangeEndsAllOtherSessions() {
        StaffSession one = login();
        StaffSession two = login();
        StaffSession now = account.changePassword(MARIA, PASSWORD, code(), NEXT, BROWSER);
        ended(one);
        ended(two);
        StaffSession three = node.login("maria", NEXT, code(), BROWSER);
        TestAuthenticator next = new TestAuthenticator(account.offerAuthenticator(MARIA, NEXT, code(), now.token()));
        live(account.takeAuthenticator(MARIA, next.code(world.now), now.token(), BROWSER));
        ended(three);
        ended(now);
    }

    @Test
    public void aPersonSeesTheOwnSessionsAndEndsThem() {
        node.logout(login().token());
        world.now = world.now.plus(Duration.ofMinutes(20));
        StaffSession one = login();
        StaffSession here = node.login("maria", PASSWORD, code(), "Browser/2 " + "x".repeat(300));
        List<OwnSession> seen = account.sessions(MARIA, here.token());
        assertEquals("neither what ended nor what is Eve's", 2, seen.size());
        assertTrue("newest first", seen.getFirst().current() && !seen.getLast().current());
        assertEquals(Optional.of(world.now), seen.getFirst().begunAt());
        assertEquals(here.expiresAt(), seen.getFirst().expiresAt());
        assertEquals(200, seen.getFirst().browser().length());
        assertEquals(BROWSER, seen.getLast().browser());
        assertFalse("no token is shown", seen.toString().contains(one.token()) || seen.toString().contains(Sha256.of(one.token())));
        World.refused(GeneralError.NOT_FOUND, () -> account.endSession(World.staffId("eve"), seen.getLast().id()));
        live(one);
        account.endSession(MARIA, seen.getLast().id());
        ended(one);
        World.refused(GeneralError.NOT_FOUND, () -> account.endSession(MARIA, seen.getLast().id()));
        assertTrue(audited("staff.session-ended"));
    }

    @Test
    public void allOtherSessionsAreEndedAtOnce() {
        StaffSession one = login();
        StaffSession two = login();
        StaffSession here = login();
        // The one of the first log-in is there as well.
        assertEquals(3, account.endOthers(MARIA, here.token()));
        ended(one);
        ended(two);
        live(here);
        assertEquals(1, account.sessions(World.staffId("eve"), "").size());
    }

    @Test
    public void aMachineHasNoAccount() {
        World.refused(AccessError.SESSION_INVALID, () -> account.sessions(World.ADMIN, null));
        World.refused(AccessError.SESSION_INVALID, () -> account.changePassword(World.ADMIN, PASSWORD, "", NEXT, BROWSER));
    }

    @Test
    public void aForgottenPasswordIsResetAndTheAuthenticatorStillAskedFor() {
        StaffSession session = login();
        Secret initial = staff.resetPassword("maria", World.ADMIN);
        ended(session);
        loginRefused(PASSWORD, code());
        loginRefused(initial, code());
        World.refused(AccessError.LOGIN_REFUSED, () -> node.beginFirst("maria", initial));
        World.refused(AccessError.LOGIN_REFUSED, () -> node.finishFirst("maria", initial, NEXT, "", BROWSER));
        Secret again = staff.resetPassword("maria", World.ADMIN);
        world.now = world.now.plus(Duration.ofMinutes(15));
        World.refused(AccessError.LOGIN_REFUSED, () -> node.finishFirst("maria", initial, NEXT, code(), BROWSER));
        live(node.finishFirst("maria", again, NEXT, code(), BROWSER));
        live(node.login("maria", NEXT, code(), BROWSER));
    }

    @Test
    public void aLostAuthenticatorTakesAProofThatStandsInTheTrail() {
        login();
        Secret initial = staff.reset("maria", ResetProof.BIOMETRIC_IN_PERSON, World.ADMIN);
        assertTrue(world.audited.stream().anyMatch(entry -> entry.event().equals("staff.reset")
                && entry.details().get("proof").equals("BIOMETRIC_IN_PERSON")));
        // Nobody gets round that by asking for another password: only one who has the authenticator gets on.
        World.refused(GeneralError.INVALID_VALUE, () -> staff.resetPassword("maria", World.ADMIN));
        phone = new TestAuthenticator(node.beginFirst("maria", initial));
        World.refused(GeneralError.INVALID_VALUE, () -> staff.resetPassword("maria", World.ADMIN));
        live(node.finishFirst("maria", initial, NEXT, phone.code(world.now), BROWSER));
    }
}
