package id.core.partner;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.JOSEException;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerError;
import id.api.partner.PartnerRegistry;
import id.api.value.ClientId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that everything else is set up with. Its private key is written durably before the client is registered: a
 * kill in between leaves a key that the next start takes up, never a client that nobody has the key of.
 */
final class FirstAdministrator {
    static final ClientId ID = new ClientId("admin");
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final PartnerRegistry registry;
    private final Path keyFile;
    private final List<String> attributes;

    FirstAdministrator(PartnerRegistry registry, Path keyFile, List<String> attributes) {
        this.registry = registry;
        this.keyFile = keyFile;
        this.attributes = attributes;
    }

    static Path keyFile(String home) {
        return Path.of(home, "keys", "admin.jwk").toAbsolutePath();
    }

    void ensure(boolean recover) {
        Optional<Client> registered = registry.find(ID);
        if (registered.isEmpty()) {
            register(existingKey().orElseGet(this::writeNewKey));
        } else if (recover) {
            registry.replaceKeys(ID, List.of(writeNewKey().toPublicJWK().toJSONString()), ClientId.SYSTEM);
            LOG.warn("Made a new key for the client admin into {}. Take recoverAdministrator out of the configuration",
                    keyFile);
        } else {
            compare(registered.get());
        }
    }

    private void register(ECKey key) {
        try {
            registry.register(new NewClient(ID, "First administrator", Set.of(Scopes.ADMINISTRATOR), Set.of(),
                    List.of(key.toPublicJWK().toJSONString()), Set.copyOf(attributes)), ClientId.SYSTEM);
            LOG.info("Registered the client admin; its private key is in {}", keyFile);
        } catch (IdentityException refused) {
            if (refused.code() != PartnerError.CLIENT_EXISTS) {
                throw refused;
            }
            LOG.warn("Another node registered the client admin at the same time: its key counts, not that in {}",
                    keyFile);
        }
    }

    /** Says so when nobody can act as the administrator from here; that may be on purpose. */
    private void compare(Client administrator) {
        Optional<ECKey> own;
        try {
            own = existingKey();
        } catch (IdentityException unreadable) {
            LOG.warn("{}", unreadable.getMessage(), unreadable);
            return;
        }
        if (own.isEmpty()) {
            LOG.warn("The client admin is registered, its key file {} is not there. Restore the file from a backup; or "
                    + "set recoverAdministrator=true in id.core.partner.config and start again for a new key", keyFile);
            return;
        }
        String thumbprint = ClientKeys.thumbprint(own.get());
        if (ClientKeys.parse(administrator.publicKeys()).stream().map(ClientKeys::thumbprint)
                .noneMatch(thumbprint::equals)) {
            LOG.warn("The key in {} is not registered for the client admin. Restore the right file; or set "
                    + "recoverAdministrator=true in id.core.partner.config and start again for a new key", keyFile);
        }
    }

    private Optional<ECKey> existingKey() {
        if (!Files.exists(keyFile)) {
            return Optional.empty();
        }
        try {
            if (JWK.parse(Files.readString(keyFile)) instanceof ECKey key && key.isPrivate()
                    && Curve.P_256.equals(key.getCurve())) {
                return Optional.of(key);
            }
        } catch (ParseException | RuntimeException notAKey) {
            // No cause: the library's text may quote the key.
            throw unreadable(null);
        } catch (IOException notReadable) {
            throw unreadable(notReadable);
        }
        throw unreadable(null);
    }

    private ECKey writeNewKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ECKey key = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .privateKey((ECPrivateKey) pair.getPrivate()).keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256).keyIDFromThumbprint().build();
            OwnerFile.write(keyFile, (key.toJSONString() + "\n").getBytes(StandardCharsets.UTF_8));
            return key;
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException("Every JDK has P-256", impossible);
        } catch (IOException notWritten) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "idem.home",
                    "The key of the first administrator cannot be written to " + keyFile
                            + ": look at free space and rights",
                    notWritten);
        }
    }

    private IdentityException unreadable(Throwable cause) {
        return new IdentityException(GeneralError.MALFORMED, "idem.home", "The file " + keyFile
                + " holds no private P-256 key as a JWK: restore it; or remove it, and where the client admin is "
                + "registered already set recoverAdministrator=true in id.core.partner.config, for a new one", cause);
    }
}
