package id.core.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.fuzz.CompactJose;
import id.fuzz.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** ID tokens of an OpenID Provider. The fuzzer has no key: what is taken was signed, all of it, by the one who has. */
public class IdTokenFuzzTest extends FuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final String ISSUER = "https://login.example.org";
    private static final String NONCE = "n-1";
    private static final String KEY = "key.json";

    /** Read once in the process that fuzzes. */
    private static final class Provider {
        private static Provider opened;
        final ECKey key;
        final IdTokens tokens;

        static Provider open() {
            if (opened == null) {
                opened = new Provider(fixture());
            }
            return opened;
        }

        Provider(Path folder) {
            try {
                key = ECKey.parse(Files.readString(folder.resolve(KEY)));
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
            JWKSet keys = new JWKSet(key.toPublicJWK());
            tokens = new IdTokens(new ProviderSettings(ISSUER, "idem", URI.create("https://id.example.org/callback"), "sub", "openid",
                    Set.of("two-factors"), Set.of("otp")), id -> keys, () -> NOW);
        }
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        Files.writeString(folder.resolve(KEY), new ECKeyGenerator(Curve.P_256).keyID("its-key").generate().toJSONString());
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        ECKey key = new Provider(Path.of("target/fuzz/IdToken/fixture")).key;
        byte[] signed = signed(key);
        return List.of(signed, CompactJose.inTheOpen(new String(signed, StandardCharsets.US_ASCII)),
                "eyJhbGciOiJub25lIn0.e30.".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] signed(ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("its-key").build(), claims());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize().getBytes(StandardCharsets.US_ASCII);
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).subject("maria").audience("idem").claim("nonce", NONCE)
                .claim("acr", "two-factors").claim("amr", List.of("otp", "pwd")).issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60))).build();
    }

    @Override
    protected List<String> guides() {
        return List.of("com.nimbusds.**");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        JWTClaimsSet taken;
        try {
            taken = Provider.open().tokens.checked(CompactJose.of(input), NONCE);
        } catch (IdTokens.Refused refusal) {
            if (refusal.getMessage().contains("maria") || refusal.getMessage().lines().count() != 1) {
                throw new AssertionError("A refusal quotes the token: " + refusal.getMessage());
            }
            return;
        }
        if (!taken.equals(claims())) {
            throw new AssertionError("An ID token was taken that nobody signed");
        }
    }
}
