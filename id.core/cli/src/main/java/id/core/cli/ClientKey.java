package id.core.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A client's id and its private P-256 key, with which it proves who it is (RFC 7523). */
record ClientKey(String clientId, ECKey key) {
    private static final int LIFETIME_SECONDS = 60;

    static ClientKey read(String clientId, Path file) {
        try {
            return new ClientKey(clientId, ECKey.parse(Files.readString(file)));
        } catch (IOException missing) {
            throw CommandFailure.wrongUse("CLIENT_KEY_MISSING", "key", "The key file " + file
                    + " cannot be read: run as the user who started the system, or name another with --key FILE");
        } catch (ParseException wrong) {
            throw CommandFailure.wrongUse("CLIENT_KEY_INVALID", "key",
                    "The key file " + file + " holds no private P-256 key as a JWK");
        }
    }

    String assertion(String audience) {
        try {
            Instant now = Instant.now();
            JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(clientId).subject(clientId).audience(audience)
                    .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)))
                    .jwtID(UUID.randomUUID().toString()).build();
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException wrong) {
            throw CommandFailure.wrongUse("CLIENT_KEY_INVALID", "key", "The key file holds no private P-256 key");
        }
    }

    @Override
    public String toString() {
        return "ClientKey[" + clientId + ", ***]";
    }
}
