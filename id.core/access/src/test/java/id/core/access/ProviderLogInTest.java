package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.OwnAccount;
import id.api.access.StaffProvider.Answer;
import id.api.access.StaffProvider.Begun;
import id.api.access.StaffSessions.StaffSession;
import id.api.error.GeneralError;
import id.api.partner.Places;
import id.api.security.Signer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Log-in at a provider that answers over HTTP with tokens that are truly signed; and whatever deviates from it. */
public class ProviderLogInTest {
    private static final String BROWSER = "Browser/1";
    private static final String MARIA = "f81d4fae-maria";

    private static final RSAKey STRANGER = OpenIdProvider.rsa(3072);

    private final World world = new World();
    private final StoredStaff staff = world.staff();
    private final StoredSessions sessions = world.sessions();
    private final LocalSigner signer = new LocalSigner();
    private final List<ProviderLogIn> open = new ArrayList<>();
    private OpenIdProvider provider;
    private ProviderLogIn node;

    @Before
    public void start() throws Exception {
        provider = new OpenIdProvider(JWKSet.parse(signer.publicKeys(Signer.Purpose.PROVIDER_LOGIN)), () -> world.now);
        node = node(Map.of());
        staff.create("maria", "Maria", Set.of("operator"), Places.EVERYWHERE, World.ADMIN);
        staff.create("eve", "Eve", Set.of("operator"), Places.EVERYWHERE, World.ADMIN);
        node.bind("maria", MARIA, World.ADMIN);
    }

    @After
    public void stop() {
        open.forEach(ProviderLogIn::close);
        provider.close();
    }

    private ProviderLogIn node(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("issuer", provider.issuer(), "clientId", OpenIdProvider.CLIENT));
        settings.putAll(changes);
        ProviderLogIn made = world.provider(
                ProviderSettings.of(World.settings(ProviderSettings.Config.class, settings), "8080"), signer);
        open.add(made);
        return made;
    }

    private StaffSession login() {
        return login(node);
    }

    private StaffSession login(ProviderLogIn at) {
        Begun begun = at.begin();
        return at.finish(begun.ticket(), answer(provider.letIn(begun.location(), MARIA)), BROWSER);
    }

    private static Answer answer(Map<String, String> query) {
        return new Answer(query.get("state"), query.get("code"), query.get("iss"));
    }

    private void refused(Runnable login) {
        int before = world.audited.size();
        World.refused(AccessError.LOGIN_REFUSED, login);
        assertEquals("REFUSED", world.audited.get(before).outcome());
        assertEquals("staff.login", world.audited.get(before).event());
    }

    private void refusedWith(Consumer<JWTClaimsSet.Builder> claims) {
        provider.claims = claims;
        refused(this::login);
        provider.claims = unchanged -> {};
    }

    @Test
    public void whomTheProviderKnowsIsLetInWithTheRolesOfTheAccount() {
        provider.claims = claims -> claims.claim("roles", List.of("administrator"));
        StaffSession session = login();
        assertEquals(Set.of("operator"), session.roles());
        assertEquals(Set.of("provider", "pwd", "mfa"), session.methods());
        assertEquals(Set.of("station.enroll", OwnAccount.SCOPE), sessions.check(session.token(), BROWSER).scopes());
        assertEquals(World.staffId("maria"), sessions.check(session.token(), BROWSER).client());
        assertFalse("neither store nor trail tell the subject in the clear",
                world.audited.toString().contains(MARIA) || recordNames().contains(MARIA));
        provider.signing = claims -> OpenIdProvider.signed(claims, provider.key, JWSAlgorithm.PS256);
        login();
        assertEquals("no password was ever set", false, staff.find(World.staffId("maria")).orElseThrow().ready());
        assertTrue(staff.find(World.staffId("maria")).orElseThrow().provider());
    }

    private String recordNames() {
        return world.dump().lines().map(line -> line.split(" ")[0]).toList().toString();
    }

    @Test
    public void eachLogInHasItsOwnStateNonceAndVerifier() {
        Begun one = node.begin();
        Begun two = node.begin();
        for (String parameter : List.of("state", "nonce", "code_challenge")) {
            assertNotEquals(value(one, parameter), value(two, parameter));
            assertEquals(43, value(one, parameter).length());
        }
        assertEquals("http%3A%2F%2F127.0.0.1%3A8080%2Fstaff%2Fv1%2Fprovider%2Fcallback", value(one, "redirect_uri"));
        assertFalse(one.toString() + two, (one.toString() + two).contains(one.ticket()));
    }

    private static String value(Begun begun, String parameter) {
        return begun.location().getRawQuery().replaceAll(".*(^|&)" + parameter + "=([^&]*).*", "$2");
    }

    @Test
    public void anAnswerIsTakenOnceAndFromItsOwnBrowser() {
        Begun begun = node.begin();
        Map<String, String> back = provider.letIn(begun.location(), MARIA);
        Begun other = node.begin();
        refused(() -> node.finish(other.ticket(), answer(back), BROWSER));
        refused(() -> node.finish(null, answer(back), BROWSER));
        refused(() -> node.finish("made-up", answer(back), BROWSER));
        refused(() -> node.finish(begun.ticket(), new Answer(null, back.get("code"), back.get("iss")), BROWSER));
        node.finish(begun.ticket(), answer(back), BROWSER);
        Map<String, String> again = provider.letIn(begun.location(), MARIA);
        refused(() -> node.finish(begun.ticket(), answer(again), BROWSER));
        refused(() -> node(Map.of()).finish(begun.ticket(), answer(again), BROWSER));
        Begun late = node.begin();
        world.now = world.now.plus(Duration.ofMinutes(10));
        refused(() -> node.finish(late.ticket(), answer(provider.letIn(late.location(), MARIA)), BROWSER));
    }

    @Test
    public void aStolenCodeIsOfNoUseInAnotherBrowser() {
        Map<String, String> victims = provider.letIn(node.begin().location(), MARIA);
        Begun attackers = node.begin();
        refused(() -> node.finish(attackers.ticket(),
                new Answer(value(attackers, "state"), victims.get("code"), provider.issuer()), BROWSER));
    }

    @Test
    public void anAnswerOfAnotherProviderIsRefused() {
        Begun begun = node.begin();
        Map<String, String> back = provider.letIn(begun.location(), MARIA);
        refused(() -> node.finish(begun.ticket(), new Answer(back.get("state"), back.get("code"), "https://evil.example"),
                BROWSER));
        Begun next = node.begin();
        Map<String, String> unsaid = provider.letIn(next.location(), MARIA);
        refused(() -> node.finish(next.ticket(), new Answer(unsaid.get("state"), unsaid.get("code"), null), BROWSER));
        Begun without = node.begin();
        refused(() -> node.finish(without.ticket(), new Answer(value(without, "state"), null, provider.issuer()), BROWSER));
    }

    @Test
    public void everyWrongClaimIsRefused() {
        refusedWith(claims -> claims.claim("nonce", "another"));
        refusedWith(claims -> claims.claim("nonce", null));
        refusedWith(claims -> claims.issuer("https://evil.example"));
        refusedWith(claims -> claims.issuer(provider.issuer() + "/"));
        refusedWith(claims -> claims.audience("another-client"));
        refusedWith(claims -> claims.audience(List.of(OpenIdProvider.CLIENT, "another-client")));
        refusedWith(claims -> claims.claim("azp", "another-client"));
        refusedWith(claims -> claims.expirationTime(Date.from(world.now.minusSeconds(31))));
        refusedWith(claims -> claims.expirationTime(null));
        refusedWith(claims -> claims.issueTime(Date.from(world.now.plusSeconds(60))));
        refusedWith(claims -> claims.issueTime(Date.from(world.now.minusSeconds(700))));
        refusedWith(claims -> claims.issueTime(null));
        refusedWith(claims -> claims.subject(null));
        login();
    }

    @Test
    public void everyWrongSignatureIsRefused() throws Exception {
        RSAKey stranger = new RSAKey.Builder(STRANGER).keyID(provider.key.getKeyID()).build();
        byte[] publicKey = provider.key.toRSAPublicKey().getEncoded();
        List<OpenIdProvider.Signing> wrong = List.of(claims -> new PlainJWT(claims).serialize(),
                claims -> OpenIdProvider.signed(claims, stranger, JWSAlgorithm.RS256),
                claims -> OpenIdProvider.signed(claims, provider.key, JWSAlgorithm.RS512), claims -> {
                    SignedJWT jwt = new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(provider.key.getKeyID()).build(), claims);
                    jwt.sign(new MACSigner(publicKey));
                    return jwt.serialize();
                }, claims -> provider.signed(claims).replaceAll("[^.]*$", ""),
                claims -> provider.signed(claims).replaceAll("\\.[^.]*$", ""),
                claims -> provider.signed(claims).replaceAll("^[^.]*", "eyJhbGciOiJub25lIn0"), claims -> "", claims -> "no token",
                claims -> "x".repeat(20_000));
        for (OpenIdProvider.Signing signing : wrong) {
            provider.signing = signing;
            refused(this::login);
        }
        provider.signing = provider::signed;
        login();
    }

    @Test
    public void aKeyThatIsTooShortIsNone() {
        RSAKey weak = OpenIdProvider.rsa(2048);
        provider.published = weak;
        provider.signing = claims -> OpenIdProvider.signed(claims, weak, JWSAlgorithm.RS256);
        refused(this::login);
    }

    @Test
    public void aNewKeyOfTheProviderIsFetchedAndStrangersDoNotMakeItFetchAllTheTime() {
        login();
        RSAKey next = STRANGER;
        provider.published = next;
        provider.signing = claims -> OpenIdProvider.signed(claims, next, JWSAlgorithm.RS256);
        refused(this::login);
        world.now = world.now.plusSeconds(60);
        login();
        RSAKey other = new RSAKey.Builder(provider.key).keyID("unknown").build();
        provider.signing = claims -> OpenIdProvider.signed(claims, other, JWSAlgorithm.RS256);
        provider.requests.clear();
        refused(this::login);
        refused(this::login);
        assertFalse(provider.requests.contains("/keys"));
    }

    @Test
    public void theStrengthOfTheLogInAtTheProviderIsAskedFor() {
        refusedWith(claims -> claims.claim("amr", List.of("pwd")));
        refusedWith(claims -> claims.claim("amr", null));
        refusedWith(claims -> claims.claim("amr", "mfa"));
        ProviderLogIn byClass = node(Map.of("acr", new String[]{ "high", "substantial" }, "amr", new String[0]));
        assertTrue(byClass.begin().location().toString().contains("acr_values=high+substantial"));
        World.refused(AccessError.LOGIN_REFUSED, () -> login(byClass));
        provider.claims = claims -> claims.claim("acr", "low");
        World.refused(AccessError.LOGIN_REFUSED, () -> login(byClass));
        provider.claims = claims -> claims.claim("acr", "substantial");
        login(byClass);
    }

    @Test
    public void onlyASubjectThatIsBoundAndLetInHereComesIn() {
        Begun begun = node.begin();
        refused(() -> node.finish(begun.ticket(), answer(provider.letIn(begun.location(), "a-stranger")), BROWSER));
        World.refused(AccessError.STAFF_SUBJECT_EXISTS, () -> node.bind("eve", MARIA, World.ADMIN));
        World.refused(AccessError.STAFF_UNKNOWN, () -> node.bind("nobody", "x", World.ADMIN));
        World.refused(GeneralError.INVALID_VALUE, () -> node.bind("eve", "two\nlines", World.ADMIN));
        staff.setActive("maria", false, World.ADMIN);
        refused(this::login);
        staff.setActive("maria", true, World.ADMIN);
        world.hotlist().add(HotKind.OPERATOR, "staff.maria", "Badge stolen", Optional.empty(), World.ADMIN);
        refused(this::login);
        world.hotlist().remove(HotKind.OPERATOR, "staff.maria", World.ADMIN);
        StaffSession session = login();
        node.unbind("maria", World.ADMIN);
        World.refused(AccessError.SESSION_INVALID, () -> sessions.check(session.token(), BROWSER));
        refused(this::login);
        node.bind("eve", MARIA, World.ADMIN);
        assertEquals(World.staffId("eve"), sessions.check(login().token(), BROWSER).client());
    }

    @Test
    public void theSameSubjectAtAnotherProviderIsSomebodyElse() throws Exception {
        try (OpenIdProvider another = new OpenIdProvider(JWKSet.parse(signer.publicKeys(Signer.Purpose.PROVIDER_LOGIN)),
                () -> world.now)) {
            ProviderLogIn there = node(Map.of("issuer", another.issuer()));
            Begun begun = there.begin();
            refused(() -> there.finish(begun.ticket(), answer(another.letIn(begun.location(), MARIA)), BROWSER));
            there.bind("eve", MARIA, World.ADMIN);
            Begun next = there.begin();
            StaffSession session = there.finish(next.ticket(), answer(another.letIn(next.location(), MARIA)), BROWSER);
            assertEquals(World.staffId("eve"), sessions.check(session.token(), BROWSER).client());
        }
        assertEquals(World.staffId("maria"), sessions.check(login().token(), BROWSER).client());
    }

    @Test
    public void whatTheProviderSignedGoesNowhere() {
        List<String> signed = new ArrayList<>();
        provider.signing = claims -> {
            signed.add(provider.signed(claims));
            return signed.getLast();
        };
        StaffSession session = login();
        String signature = signed.getFirst().replaceAll(".*\\.", "");
        assertFalse("it is in no store, no trail and no session",
                (world.dump() + world.audited + session.token() + session.methods()).contains(signature));
    }

    @Test
    public void accountsCanBeBoundToAnotherClaim() {
        ProviderLogIn byMail = node(Map.of("claim", "employee"));
        byMail.bind("eve", "e-17", World.ADMIN);
        provider.claims = claims -> claims.claim("employee", "e-17");
        assertEquals(World.staffId("eve"), sessions.check(login(byMail).token(), BROWSER).client());
        provider.claims = claims -> claims.claim("employee", List.of("e-17"));
        World.refused(AccessError.LOGIN_REFUSED, () -> login(byMail));
    }

    @Test
    public void aProviderThatDoesNotAnswerRightIsAnErrorAndNoRefusal() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("issuer", "https://evil.example"),
                Map.of("token_endpoint", "http://evil.example/token"), Map.of("jwks_uri", "file:///etc/passwd"),
                Map.of("authorization_endpoint", ""))) {
            provider.metadata.clear();
            provider.metadata.putAll(wrong);
            World.refused(GeneralError.UNAVAILABLE, node(Map.of())::begin);
        }
        provider.metadata.clear();
        provider.instead = exchange -> OpenIdProvider.send(exchange, 200, "{\"x\":\"" + "y".repeat(300_000) + "\"}");
        World.refused(GeneralError.UNAVAILABLE, node(Map.of())::begin);
        provider.instead = exchange -> {
            exchange.getResponseHeaders().set("Location", provider.issuer() + "/elsewhere");
            OpenIdProvider.send(exchange, 302, "{}");
        };
        World.refused(GeneralError.UNAVAILABLE, node(Map.of())::begin);
        assertFalse(provider.requests.contains("/elsewhere"));
        provider.instead = exchange -> OpenIdProvider.send(exchange, 200, "<html>");
        World.refused(GeneralError.UNAVAILABLE, node(Map.of())::begin);
        provider.instead = null;
        Begun begun = node.begin();
        Map<String, String> back = provider.letIn(begun.location(), MARIA);
        provider.instead = exchange -> OpenIdProvider.send(exchange, 500, "{}");
        World.refused(GeneralError.UNAVAILABLE, () -> node.finish(begun.ticket(), answer(back), BROWSER));
        provider.close();
        World.refused(GeneralError.UNAVAILABLE, node(Map.of())::begin);
    }

    @Test
    public void withoutSettingsThereIsNone() {
        ProviderLogIn none = node(Map.of("issuer", ""));
        World.refused(AccessError.PROVIDER_UNKNOWN, none::begin);
        World.refused(AccessError.PROVIDER_UNKNOWN, () -> none.finish("", new Answer("", "", ""), BROWSER));
        World.refused(AccessError.PROVIDER_UNKNOWN, () -> none.bind("maria", "x", World.ADMIN));
        assertFalse("a binding goes without", none.unbind("maria", World.ADMIN).provider());
    }

    @Test
    public void settingsThatAreUnsafeOrUnusableAreRefused() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("issuer", "http://login.example.org"),
                Map.of("issuer", "https://user@login.example.org"), Map.of("issuer", "login.example.org"),
                Map.of("clientId", ""), Map.of("publicUrl", "http://id.example.org"), Map.of("amr", new String[0]),
                Map.of("claim", ""), Map.of("scopes", new String[]{ "two words" }))) {
            World.refused(GeneralError.INVALID_VALUE, () -> node(wrong));
        }
        assertEquals(2, findings("http://127.0.0.1:9000", ""));
        assertEquals(1, findings("https://login.example.org", "http://127.0.0.1:8080"));
        assertEquals(0, findings("https://login.example.org", "https://id.example.org"));
        assertEquals(0, findings("", ""));
    }

    private static int findings(String issuer, String publicUrl) {
        return new ProviderSafety(World.settings(ProviderSettings.Config.class,
                Map.of("issuer", issuer, "publicUrl", publicUrl))).findings().size();
    }

    @Test
    public void aBrowserIsSentBackToThisSystemAlone() {
        assertEquals("http://127.0.0.1:8080/", node.startPage().toString());
        assertEquals("https://id.example.org/", node(Map.of("publicUrl", "https://id.example.org/")).startPage().toString());
    }
}
