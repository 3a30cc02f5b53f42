package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.OwnAccount;
import id.api.access.ResetProof;
import id.api.access.StaffSessions.StaffSession;
import id.api.error.GeneralError;
import id.api.partner.Access;
import id.api.partner.PartnerError;
import id.api.partner.Places;
import id.api.value.Secret;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.Test;

/** Log-in of people from the first one to the last, with the codes that a true authenticator would show. */
public class SessionsTest {
    private static final Secret PASSWORD = Secret.of("correct horse battery".toCharArray());
    private static final String BROWSER = "Browser/1";

    private final World world = new World();
    private final StoredStaff staff = world.staff();
    private final StoredSessions node = world.sessions();
    private final StoredSessions otherNode = world.sessions();
    private byte[] secret;

    private Secret create() {
        return staff.create("maria", "Maria", Set.of("operator"), Places.of(List.of("centre:c-1")), World.ADMIN);
    }

    private StaffSession first() {
        Secret initial = create();
        secret = secret(node.beginFirst("maria", initial));
        return node.finishFirst("maria", initial, PASSWORD, code(world.now), BROWSER);
    }

    private StaffSession login() {
        world.now = world.now.plusSeconds(30);
        return node.login("maria", PASSWORD, code(world.now), BROWSER);
    }

    private static byte[] secret(Secret uri) {
        String text = new String(uri.reveal());
        assertTrue(text, text.startsWith("otpauth://totp/Idem:maria?secret="));
        String base32 = text.replaceAll(".*secret=([A-Z2-7]{32})&issuer=Idem", "$1");
        java.math.BigInteger number = java.math.BigInteger.ZERO;
        for (char character : base32.toCharArray()) {
            number = number.shiftLeft(5)
                    .or(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character)));
        }
        byte[] bytes = new byte[20];
        byte[] value = number.toByteArray();
        int length = Math.min(20, value.length);
        System.arraycopy(value, value.length - length, bytes, 20 - length, length);
        return bytes;
    }

    private String code(Instant at) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(new SecretKeySpec(secret, "HmacSHA1"), at);
        } catch (InvalidKeyException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void loginRefused(String name, Secret password, String code) {
        World.refused(AccessError.LOGIN_REFUSED, () -> node.login(name, password, code, BROWSER));
    }

    private void ended(StaffSession session) {
        World.refused(AccessError.SESSION_INVALID, () -> otherNode.check(session.token(), BROWSER));
    }

    @Test
    public void firstLogInSetsPasswordAndAuthenticator() {
        StaffSession session = first();
        Access access = otherNode.check(session.token(), BROWSER);
        assertEquals(World.staffId("maria"), access.client());
        assertEquals(Set.of("station.enroll", OwnAccount.SCOPE), access.scopes());
        assertEquals(world.now.plus(Duration.ofHours(8)), access.expiresAt());
        assertTrue(staff.find(World.staffId("maria")).orElseThrow().ready());
        StaffSession second = login();
        assertNotEquals(session.token(), second.token());
        assertFalse("only a hash of it is stored", world.dump().contains(session.token()));
    }

    @Test
    public void everyLogInStandsInTheTrailAndEveryOneThatIsRefused() {
        first();
        world.audited.clear();
        login();
        loginRefused("maria", PASSWORD, "000000");
        loginRefused("who-typed-the-password-here", PASSWORD, "000000");
        assertEquals(List.of("staff.maria DONE", "staff.maria REFUSED", " REFUSED"), world.audited.stream()
                .filter(entry -> entry.event().equals("staff.login")).map(entry -> entry.subject() + " " + entry.outcome()).toList());
    }

    @Test
    public void theInitialPasswordIsGoodForTheFirstLogInAlone() {
        Secret initial = create();
        loginRefused("maria", initial, "");
        secret = secret(node.beginFirst("maria", initial));
        World.refused(AccessError.LOGIN_REFUSED,
                () -> node.finishFirst("maria", initial, PASSWORD, "000000", BROWSER));
        node.finishFirst("maria", initial, PASSWORD, code(world.now), BROWSER);
        World.refused(AccessError.LOGIN_REFUSED, () -> node.beginFirst("maria", initial));
        World.refused(AccessError.LOGIN_REFUSED, () -> node.beginFirst("maria", PASSWORD));
    }

    @Test
    public void theInitialPasswordEndsAfterAWeek() {
        Secret initial = create();
        world.now = world.now.plus(Duration.ofDays(7));
        World.refused(AccessError.LOGIN_REFUSED, () -> node.beginFirst("maria", initial));
    }

    @Test
    public void aWeakPasswordIsRefused() {
        Secret initial = create();
        secret = secret(node.beginFirst("maria", initial));
        for (String weak : List.of("short", "aaaaaaaaaaaaaaaa", "Maria-is-my-name", "x".repeat(129))) {
            World.refused(AccessError.PASSWORD_WEAK, () -> node.finishFirst("maria", initial,
                    Secret.of(weak.toCharArray()), code(world.now), BROWSER));
        }
        World.refused(AccessError.PASSWORD_WEAK,
                () -> node.finishFirst("maria", initial, initial, code(world.now), BROWSER));
    }

    @Test
    public void aCodeCountsOnceAndTheClockMayBeOneStepOff() {
        first();
        String used = code(world.now);
        loginRefused("maria", PASSWORD, used);
        world.now = world.now.plusSeconds(90);
        String early = code(world.now.plusSeconds(30));
        node.login("maria", PASSWORD, early, BROWSER);
        loginRefused("maria", PASSWORD, early);
        loginRefused("maria", PASSWORD, code(world.now));
        world.now = world.now.plusSeconds(90);
        loginRefused("maria", PASSWORD, code(world.now.plusSeconds(60)));
        loginRefused("maria", PASSWORD, code(world.now.minusSeconds(60)));
        node.login("maria", PASSWORD, code(world.now.minusSeconds(30)), BROWSER);
    }

    @Test
    public void whateverIsWrongTheAnswerAndTheWorkAreTheSame() {
        first();
        world.now = world.now.plusSeconds(30);
        for (Runnable wrong : List.<Runnable>of(() -> loginRefused("nobody", PASSWORD, code(world.now)),
                () -> loginRefused("maria", Secret.of("wrong".toCharArray()), code(world.now)),
                () -> loginRefused("maria", PASSWORD, "123"), () -> loginRefused("", PASSWORD, ""),
                () -> loginRefused("no such name!", PASSWORD, ""))) {
            int before = world.hashed;
            wrong.run();
            assertEquals("one password is compared", 1, world.hashed - before);
        }
        assertFalse("what was typed is not in the trail", world.audited.toString().contains("nobody"));
        assertEquals(World.staffId("maria").value(), world.audited.stream()
                .filter(entry -> entry.outcome().equals("REFUSED")).skip(1).findFirst().orElseThrow().subject());
    }

    @Test
    public void wrongTriesLockTheAccountForATime() {
        first();
        world.now = world.now.plusSeconds(30);
        for (int i = 0; i < 5; i++) {
            loginRefused("maria", Secret.of("wrong".toCharArray()), code(world.now));
        }
        loginRefused("maria", PASSWORD, code(world.now));
        world.now = world.now.plus(Duration.ofMinutes(14));
        loginRefused("maria", PASSWORD, code(world.now));
        world.now = world.now.plus(Duration.ofMinutes(1));
        node.login("maria", PASSWORD, code(world.now), BROWSER);
    }

    @Test
    public void aSessionEndsWhenItIsIdleAndAfterItsTime() {
        first();
        StaffSession idle = login();
        world.now = world.now.plus(Duration.ofMinutes(14));
        otherNode.check(idle.token(), BROWSER);
        world.now = world.now.plus(Duration.ofMinutes(14));
        node.check(idle.token(), BROWSER);
        world.now = world.now.plus(Duration.ofMinutes(15));
        ended(idle);
        StaffSession busy = login();
        for (int i = 0; i < 47; i++) {
            world.now = world.now.plus(Duration.ofMinutes(10));
            node.check(busy.token(), BROWSER);
        }
        world.now = world.now.plus(Duration.ofMinutes(10));
        ended(busy);
    }

    @Test
    public void sessionsEndAtOnceOnEveryNode() {
        first();
        StaffSession out = login();
        node.logout(out.token());
        ended(out);
        StaffSession one = login();
        StaffSession two = login();
        staff.endSessions("maria", World.ADMIN);
        ended(one);
        ended(two);
        StaffSession kept = login();
        staff.setActive("maria", false, World.ADMIN);
        ended(kept);
        staff.setActive("maria", true, World.ADMIN);
        ended(kept);
        StaffSession hot = login();
        world.hotlist().add(HotKind.OPERATOR, "staff.maria", "Badge stolen", Optional.empty(), World.ADMIN);
        ended(hot);
        world.now = world.now.plusSeconds(30);
        loginRefused("maria", PASSWORD, code(world.now));
    }

    @Test
    public void aSessionIsBoundToItsBrowserAndAWrongOneEndsIt() {
        first();
        StaffSession session = login();
        World.refused(AccessError.SESSION_INVALID, () -> node.check(session.token(), "Other/2"));
        ended(session);
        World.refused(AccessError.SESSION_INVALID, () -> node.check("made up", BROWSER));
        World.refused(AccessError.SESSION_INVALID, () -> node.check(null, BROWSER));
    }

    @Test
    public void aResetTakesPasswordAuthenticatorAndSessions() {
        first();
        StaffSession session = login();
        Secret initial = staff.reset("maria", ResetProof.DOCUMENT_IN_PERSON, World.ADMIN);
        ended(session);
        world.now = world.now.plusSeconds(30);
        loginRefused("maria", PASSWORD, code(world.now));
        secret = secret(node.beginFirst("maria", initial));
        node.finishFirst("maria", initial, PASSWORD, code(world.now), BROWSER);
    }

    @Test
    public void accountsAreMadeOnceWithRolesThatThereAre() {
        create();
        World.refused(AccessError.STAFF_EXISTS, this::create);
        World.refused(PartnerError.ROLE_UNKNOWN,
                () -> staff.create("eve", "Eve", Set.of("root"), Places.EVERYWHERE, World.ADMIN));
        World.refused(PartnerError.ROLE_UNKNOWN,
                () -> staff.create("eve", "Eve", Set.of(), Places.EVERYWHERE, World.ADMIN));
        World.refused(GeneralError.INVALID_VALUE,
                () -> staff.create("Eve", "Eve", Set.of("operator"), Places.EVERYWHERE, World.ADMIN));
        World.refused(AccessError.STAFF_UNKNOWN, () -> staff.reset("nobody", ResetProof.DOCUMENT_IN_PERSON, World.ADMIN));
        assertEquals(1, staff.list().size());
    }
}
