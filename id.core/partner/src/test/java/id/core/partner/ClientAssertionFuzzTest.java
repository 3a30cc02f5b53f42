package id.core.partner;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.api.error.IdentityException;
import id.api.partner.Client;
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

/** Assertions of clients. The fuzzer has no key: what is taken was signed, all of it, by the one who has. */
public class ClientAssertionFuzzTest extends FuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final Set<String> AUDIENCES = Set.of("http://127.0.0.1:8080");
    private static final String KEY = "key.json";

    /** Read once in the process that fuzzes. */
    private static final class Bank {
        private static Bank opened;
        final ECKey key;
        final Client client;

        static Bank open() {
            if (opened == null) {
                opened = new Bank(fixture());
            }
            return opened;
        }

        Bank(Path folder) {
            try {
                key = ECKey.parse(Files.readString(folder.resolve(KEY)));
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
            client = new Client(new ClientId("bank"), "Bank", Set.of(), Set.of(), List.of(key.toPublicJWK().toJSONString()),
                    Set.of(), true, Instant.EPOCH);
        }
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        Files.writeString(folder.resolve(KEY), new ECKeyGenerator(Curve.P_256).keyID("my-key").generate().toJSONString());
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        ECKey key = new Bank(Path.of("target/fuzz/ClientAssertion/fixture")).key;
        return List.of(signed(key, new JWSHeader.Builder(JWSAlgorithm.ES256)),
                CompactJose.inTheOpen(new String(signed(key, new JWSHeader.Builder(JWSAlgorithm.ES256)), StandardCharsets.US_ASCII)),
                CompactJose.inTheOpen(new String(signed(key, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("my-key")),
                        StandardCharsets.US_ASCII)),
                "eyJhbGciOiJub25lIn0.e30.".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] signed(ECKey key, JWSHeader.Builder header) throws Exception {
        SignedJWT jwt = new SignedJWT(header.build(), claims());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize().getBytes(StandardCharsets.US_ASCII);
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder().issuer("bank").subject("bank").audience("http://127.0.0.1:8080").jwtID("j-1")
                .expirationTime(Date.from(NOW.plusSeconds(60))).build();
    }

    @Override
    protected List<String> guides() {
        return List.of("com.nimbusds.**");
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        ClientAssertion assertion;
        try {
            assertion = ClientAssertion.parse(CompactJose.of(input), AUDIENCES, NOW);
            assertion.checkSignedBy(Bank.open().client);
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        if (!assertion.token().getJWTClaimsSet().equals(claims())) {
            throw new AssertionError("An assertion was taken that nobody signed");
        }
    }
}
