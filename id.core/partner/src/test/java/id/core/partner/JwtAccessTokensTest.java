package id.core.partner;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessToken;
import id.api.partner.NewClient;
import id.api.partner.PartnerError;
import id.api.storage.StorageError;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.Before;
import org.junit.Test;

public class JwtAccessTokensTest {
    private static final Set<String> AUDIENCES = Set.of("http://127.0.0.1:8080", "http://127.0.0.1:8080/oauth/token");
    private static final ClientId BANK = new ClientId("bank");

    private final MemoryPartnerStore store = new MemoryPartnerStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T09:30:00Z"));
    private final InstantSource clock = now::get;
    private final LocalSigner signer = new LocalSigner();
    private final StoredPartnerRegistry registry = new StoredPartnerRegistry(store, store, store, clock);
    private final JwtAccessTokens tokens = tokens(900, "");
    private ECKey key;
    private int assertions;

    @Before
    public void register() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("my-key").generate();
        registry.register(new NewClient(BANK, "Bank", Set.of("relying-party"), Set.of(),
                List.of(key.toPublicJWK().toJSONString()), Set.of()), BANK);
    }

    @Test
    public void issuesATokenOfRfc9068() throws Exception {
        AccessToken token = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES);
        assertEquals(Duration.ofMinutes(15), token.lifetime());
        assertEquals(Set.of("id.verify", "id.read", "id.DEFAULT_SET_01.read"), token.scopes());
        SignedJWT jwt = SignedJWT.parse(token.value());
        assertEquals("at+jwt", jwt.getHeader().getType().getType());
        assertEquals(signer.key().getKeyID(), jwt.getHeader().getKeyID());
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertEquals("http://127.0.0.1:8080", claims.getIssuer());
        assertEquals("bank", claims.getSubject());
        assertEquals("bank", claims.getStringClaim("client_id"));
        assertEquals(List.of("idem"), claims.getAudience());
        assertEquals("id.DEFAULT_SET_01.read id.read id.verify", claims.getStringClaim("scope"));
        assertEquals(now.get().plusSeconds(900), claims.getExpirationTime().toInstant());
        assertTrue(claims.getJWTID().length() >= 16);
        Access access = tokens.check(token.value());
        assertEquals(new Access(BANK, token.scopes(), now.get().plusSeconds(900)), access);
        assertEquals(access, tokens.check(token.value()));
    }

    @Test
    public void grantsWhatIsAskedForAndNoMoreThanAllowed() {
        assertEquals(Set.of("id.verify"),
                tokens.check(tokens.issue(assertion(c -> c), Set.of("id.verify"), AUDIENCES).value()).scopes());
        String assertion = assertion(c -> c);
        refused(PartnerError.SCOPE_NOT_ALLOWED,
                () -> tokens.issue(assertion, Set.of("id.verify", "admin.client.write"), AUDIENCES));
    }

    @Test
    public void takesAnAssertionOnce() {
        String assertion = assertion(c -> c);
        tokens.issue(assertion, Set.of(), AUDIENCES);
        refused(PartnerError.ASSERTION_REPLAYED, () -> tokens.issue(assertion, Set.of(), AUDIENCES));
        // Another node, or this one after a restart.
        refused(PartnerError.ASSERTION_REPLAYED, () -> tokens(900, "").issue(assertion, Set.of(), AUDIENCES));
        now.set(now.get().plusSeconds(320));
        refused(PartnerError.ASSERTION_REPLAYED, () -> tokens.issue(assertion, Set.of(), AUDIENCES));
        now.set(now.get().plusSeconds(20));
        refused(PartnerError.ASSERTION_INVALID, () -> tokens.issue(assertion, Set.of(), AUDIENCES));
    }

    @Test
    public void whoGetsNoTokenStandsInTheTrail() {
        store.audited.clear();
        refused(PartnerError.SCOPE_NOT_ALLOWED, () -> tokens.issue(assertion(c -> c), Set.of("admin.client.write"), AUDIENCES));
        refused(PartnerError.CLIENT_UNKNOWN,
                () -> tokens.issue(assertion(c -> c.issuer("nobody").subject("nobody")), Set.of(), AUDIENCES));
        refused(PartnerError.ASSERTION_INVALID, () -> tokens.issue("nonsense", Set.of(), AUDIENCES));
        assertEquals(List.of("bank SCOPE_NOT_ALLOWED", " CLIENT_UNKNOWN", " ASSERTION_INVALID"), store.audited.stream()
                .map(entry -> entry.subject() + " " + entry.details().get("code")).toList());
        assertTrue(store.audited.stream().allMatch(entry -> entry.event().equals("token.requested")
                && entry.outcome().equals("REFUSED") && entry.actor().equals(ClientId.SYSTEM)));
        store.audited.clear();
        String once = assertion(c -> c);
        tokens.issue(once, Set.of(), AUDIENCES);
        refused(PartnerError.ASSERTION_REPLAYED, () -> tokens.issue(once, Set.of(), AUDIENCES));
        assertEquals(List.of("DONE", "REFUSED"), store.audited.stream().map(entry -> entry.outcome()).toList());
    }

    @Test
    public void issuesNothingWhenUseCannotBeMarked() {
        String assertion = assertion(c -> c);
        store.auditFails = true;
        assertEquals(StorageError.STORE_UNAVAILABLE, assertThrows(IdentityException.class,
                () -> tokens.issue(assertion, Set.of(), AUDIENCES)).code());
        store.auditFails = false;
        tokens.issue(assertion, Set.of(), AUDIENCES);
    }

    @Test
    public void refusesAssertionsWithWrongClaims() {
        List<UnaryOperator<JWTClaimsSet.Builder>> wrong = List.of(c -> c.issuer("other"), c -> c.issuer(null),
                c -> c.subject(null), c -> c.audience("https://elsewhere.example"), c -> c.audience((String) null),
                c -> c.jwtID(null), c -> c.jwtID(""), c -> c.jwtID("x".repeat(201)), c -> c.expirationTime(null),
                c -> c.expirationTime(in(-31)), c -> c.expirationTime(in(331)), c -> c.issueTime(in(31)),
                c -> c.notBeforeTime(in(31)));
        for (UnaryOperator<JWTClaimsSet.Builder> change : wrong) {
            String assertion = assertion(change);
            refused(PartnerError.ASSERTION_INVALID, () -> tokens.issue(assertion, Set.of(), AUDIENCES));
        }
        tokens.issue(assertion(c -> c.expirationTime(in(-29))), Set.of(), AUDIENCES);
        tokens.issue(assertion(c -> c.audience(List.of("https://x.example", "http://127.0.0.1:8080"))), Set.of(),
                AUDIENCES);
    }

    @Test
    public void refusesClientsThatAreUnknownOrKeptOut() {
        refused(PartnerError.CLIENT_UNKNOWN, () -> tokens
                .issue(assertion(c -> c.issuer("nobody").subject("nobody")), Set.of(), AUDIENCES));
        refused(PartnerError.CLIENT_UNKNOWN,
                () -> tokens.issue(assertion(c -> c.issuer("a b").subject("a b")), Set.of(), AUDIENCES));
        registry.setActive(BANK, false, BANK);
        refused(PartnerError.CLIENT_UNKNOWN, () -> tokens.issue(assertion(c -> c), Set.of(), AUDIENCES));
    }

    @Test
    public void refusesSignaturesThatDoNotFit() throws Exception {
        ECKey stranger = new ECKeyGenerator(Curve.P_256).generate();
        byte[] secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        String none = Base64URL.encode("{\"alg\":\"none\"}") + "."
                + Base64URL.encode(claims(c -> c).toString()) + ".";
        String zeros = Base64URL.encode("{\"alg\":\"ES256\"}") + "." + Base64URL.encode(claims(c -> c).toString()) + "."
                + Base64URL.encode(new byte[64]);
        String good = assertion(c -> c);
        for (String wrong : Arrays.asList(none, zeros, good.substring(0, good.length() - 8), good + "AAAA",
                good.substring(0, good.lastIndexOf('.')), good.substring(0, good.lastIndexOf('.') + 1), "", "..", "a.b.c",
                "{}", null, "x".repeat(20_000), Base64URL.encode("{}") + ".e30.AA",
                signed(claims(c -> c), new JWSHeader.Builder(JWSAlgorithm.ES256), new ECDSASigner(stranger)),
                signed(claims(c -> c), new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("other"), new ECDSASigner(key)),
                signed(claims(c -> c), new JWSHeader.Builder(JWSAlgorithm.HS256), new MACSigner(secret)),
                signed(claims(c -> c), new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(stranger.toPublicJWK()),
                        new ECDSASigner(stranger)),
                signed(claims(c -> c), new JWSHeader.Builder(JWSAlgorithm.ES256).criticalParams(Set.of("x"))
                        .customParam("x", 1), new ECDSASigner(key)))) {
            refused(PartnerError.ASSERTION_INVALID, () -> tokens.issue(wrong, Set.of(), AUDIENCES));
        }
        tokens.issue(good, Set.of(), AUDIENCES);
    }

    @Test
    public void takesEd25519AndNamedKeys() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        OctetKeyPair publicKey = new OctetKeyPair.Builder(Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))).build();
        registry.replaceKeys(BANK, List.of(key.toPublicJWK().toJSONString(), publicKey.toJSONString()), BANK);
        String input = Base64URL.encode("{\"alg\":\"EdDSA\"}") + "." + Base64URL.encode(claims(c -> c).toString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        byte[] signed = signature.sign();
        tokens.issue(input + "." + Base64URL.encode(signed), Set.of(), AUDIENCES);
        signed[0] ^= 1;
        refused(PartnerError.ASSERTION_INVALID,
                () -> tokens.issue(input + "." + Base64URL.encode(signed), Set.of(), AUDIENCES));
        String thumbprint = key.computeThumbprint().toString();
        for (String kid : List.of("my-key", thumbprint)) {
            tokens.issue(signed(claims(c -> c), new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid),
                    new ECDSASigner(key)), Set.of(), AUDIENCES);
        }
    }

    @Test
    public void aTokenEndsWithItsTime() {
        String token = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES).value();
        now.set(now.get().plusSeconds(899));
        tokens.check(token);
        now.set(now.get().plusSeconds(1));
        refused(PartnerError.TOKEN_INVALID, () -> tokens.check(token));
        refused(PartnerError.TOKEN_INVALID, () -> tokens.check(token));
    }

    @Test
    public void aTokenEndsAtOnceWithItsClient() {
        String token = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES).value();
        tokens.check(token);
        registry.setActive(BANK, false, BANK);
        refused(PartnerError.TOKEN_INVALID, () -> tokens.check(token));
        refused(PartnerError.TOKEN_INVALID, () -> tokens(900, "").check(token));
    }

    @Test
    public void aClientOnTheHotlistGetsNoTokenAndItsTokensDieAtOnce() {
        String token = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES).value();
        tokens.check(token);
        store.hotlist.hot.add("PARTNER bank");
        refused(PartnerError.TOKEN_INVALID, () -> tokens.check(token));
        refused(PartnerError.CLIENT_UNKNOWN, () -> tokens.issue(assertion(c -> c), Set.of(), AUDIENCES));
        store.hotlist.hot.clear();
        tokens.check(token);
    }

    @Test
    public void refusesTokensThatAreNotItsOwn() throws Exception {
        String token = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES).value();
        String[] parts = token.split("\\.");
        String more = new Base64URL(parts[1]).decodeToString().replace("id.read", "admin.client.write");
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt"))
                .keyID(signer.key().getKeyID());
        for (String wrong : Arrays.asList(null, "", "x", "..", "a.b.c", "x".repeat(20_000), assertion(c -> c),
                parts[0] + "." + Base64URL.encode(more) + "." + parts[2],
                Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + ".", token.substring(0, token.length() - 6),
                signed(claims, header, new ECDSASigner(key)),
                signed(claims, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.key().getKeyID()),
                        new ECDSASigner(signer.key())),
                signed(claims, new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")),
                        new ECDSASigner(signer.key())),
                signed(new JWTClaimsSet.Builder(claims).issuer("x").build(), header, new ECDSASigner(signer.key())),
                signed(new JWTClaimsSet.Builder(claims).audience("x").build(), header, new ECDSASigner(signer.key())),
                signed(new JWTClaimsSet.Builder(claims).expirationTime(null).build(), header,
                        new ECDSASigner(signer.key())))) {
            refused(PartnerError.TOKEN_INVALID, () -> tokens.check(wrong));
        }
        tokens.check(signed(claims, header, new ECDSASigner(signer.key())));
    }

    @Test
    public void remembersNoMoreThanItMay() {
        CheckedTokens checked = new CheckedTokens(100);
        for (int i = 0; i < 1_000; i++) {
            CheckedTokens.Digest digest = CheckedTokens.Digest.of("token" + i);
            checked.remember(digest, new Access(BANK, Set.of(), now.get().plusSeconds(i)), now.get());
            assertTrue(checked.find(digest).isPresent());
        }
        long kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += checked.find(CheckedTokens.Digest.of("token" + i)).isPresent() ? 1 : 0;
        }
        assertTrue(kept <= 100);
    }

    @Test
    public void settingsAreTakenOrRefusedByName() {
        JwtAccessTokens other = tokens(30, "https://id.example");
        AccessToken token = other.issue(assertion(c -> c), Set.of(), AUDIENCES);
        assertEquals(Duration.ofSeconds(30), token.lifetime());
        assertNotEquals(null, other.check(token.value()));
        refused(PartnerError.TOKEN_INVALID, () -> tokens.check(token.value()));
        assertEquals("lifetimeSeconds", assertThrows(IdentityException.class, () -> tokens(29, "")).field());
        assertEquals("lifetimeSeconds", assertThrows(IdentityException.class, () -> tokens(86_401, "")).field());
    }

    @Test
    public void tokensOutliveTheRotationOfTheirKeyAndNotItsRevocation() {
        AccessToken before = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES);
        signer.rotate();
        AccessToken after = tokens.issue(assertion(c -> c), Set.of(), AUDIENCES);
        JwtAccessTokens elsewhere = tokens(900, "");
        for (AccessToken token : List.of(before, after)) {
            assertEquals(BANK, tokens.check(token.value()).client());
            assertEquals(BANK, elsewhere.check(token.value()).client());
        }
        signer.revokeEarlier();
        JwtAccessTokens fresh = tokens(900, "");
        refused(PartnerError.TOKEN_INVALID, () -> fresh.check(before.value()));
        assertEquals(BANK, fresh.check(after.value()).client());
    }

    private String assertion(UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            return signed(claims(change), new JWSHeader.Builder(JWSAlgorithm.ES256), new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder().issuer("bank").subject("bank").audience("http://127.0.0.1:8080")
                .jwtID("assertion-" + assertions++).expirationTime(in(300))).build();
    }

    private static String signed(JWTClaimsSet claims, JWSHeader.Builder header, JWSSigner signer)
            throws JOSEException {
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private Date in(int seconds) {
        return Date.from(now.get().plusSeconds(seconds));
    }

    private static void refused(PartnerError code, Runnable call) {
        IdentityException refused = assertThrows(IdentityException.class, call::run);
        assertEquals(refused.getMessage(), code, refused.code());
    }

    private JwtAccessTokens tokens(int lifetime, String issuer) {
        return tokens(registry, signer, store, clock, lifetime, issuer);
    }

    static JwtAccessTokens tokens(StoredPartnerRegistry registry, LocalSigner signer, MemoryPartnerStore store,
            InstantSource clock, int lifetime, String issuer) {
        return new JwtAccessTokens(registry, signer, store, store, store, new SeededRandom(), clock, store.hotlist,
                new JwtAccessTokens.Config() {
                    @Override
                    public String issuer() {
                        return issuer;
                    }

                    @Override
                    public String audience() {
                        return "idem";
                    }

                    @Override
                    public int lifetimeSeconds() {
                        return lifetime;
                    }

                    @Override
                    public int rememberedTokens() {
                        return 100;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return JwtAccessTokens.Config.class;
                    }
                }, "8080");
    }

    private static final class SeededRandom implements RandomSource {
        private final Random random = new Random(1);

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }

        @Override
        public long below(long bound) {
            return random.nextLong(bound);
        }
    }
}
