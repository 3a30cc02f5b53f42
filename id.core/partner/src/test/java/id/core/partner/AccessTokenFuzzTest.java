package id.core.partner;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.NewClient;
import id.api.value.ClientId;
import id.fuzz.CompactJose;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Bearer tokens. The fuzzer has no key: what is taken grants what the one token grants that was signed. */
public class AccessTokenFuzzTest extends FuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final Access GRANTED = new Access(new ClientId("bank"), Set.of("id.verify"), NOW.plusSeconds(900));
    private static final String KEY = "key.json";

    /** Built once in the process that fuzzes. */
    private static final class Server {
        static final JwtAccessTokens TOKENS = tokens();

        private static JwtAccessTokens tokens() {
            try {
                LocalSigner signer = new LocalSigner(ECKey.parse(Files.readString(fixture().resolve(KEY))));
                MemoryPartnerStore store = new MemoryPartnerStore();
                StoredPartnerRegistry registry = new StoredPartnerRegistry(store, store, store, () -> NOW);
                registry.register(new NewClient(GRANTED.client(), "Bank", Set.of("relying-party"), Set.of(),
                        List.of(signer.key().toPublicJWK().toJSONString()), Set.of()), GRANTED.client());
                return JwtAccessTokensTest.tokens(registry, signer, store, () -> NOW, 900, "");
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        Files.writeString(folder.resolve(KEY),
                new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate().toJSONString());
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        ECKey key = ECKey.parse(Files.readString(Path.of("target/fuzz/AccessToken/fixture", KEY)));
        SignedJWT good = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().issuer("http://127.0.0.1:8080").subject("bank").audience("idem")
                        .claim("scope", "id.verify").expirationTime(Date.from(GRANTED.expiresAt())).build());
        good.sign(new ECDSASigner(key));
        return List.of(good.serialize().getBytes(StandardCharsets.US_ASCII), CompactJose.inTheOpen(good.serialize()));
    }

    @Override
    protected List<String> guides() {
        return List.of("com.nimbusds.**");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Access access;
        try {
            access = Server.TOKENS.check(CompactJose.of(input));
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        if (!access.equals(GRANTED)) {
            throw new AssertionError("A token was taken that nobody signed");
        }
    }
}
