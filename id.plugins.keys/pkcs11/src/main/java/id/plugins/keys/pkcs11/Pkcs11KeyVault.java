package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keys on a PKCS#11 token, through Java's own provider. They are made on the token, sensitive and not extractable, each
 * good for one thing only, and carry labels of the form {@code name@time}; other objects there are left alone. Safe for
 * concurrent use, also by several processes on one token; where two make the same key at the same moment the older one
 * counts, and what the other one wrapped still opens, but public keys read meanwhile may be of the other: let the first
 * start of a system be that of one node.
 * <p>
 * A session or login that is lost is taken up anew, see {@link TokenLink}. A PIN that the token refused is not tried
 * again. Time limits of single calls are the business of the token's library.
 * <p>
 * Of the types of keys, {@link KeyType#ED25519_SIGN} is refused as {@link SecurityError#KEY_TYPE_UNSUPPORTED}: tokens may
 * know it, Java's PKCS#11 provider does not. Data keys are wrapped by AES-256-GCM.
 */
@Component(configurationPid = "id.plugins.keys.pkcs11", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = KeyVault.KIND + "=pkcs11")
@Designate(ocd = Pkcs11KeyVault.Config.class)
public final class Pkcs11KeyVault implements KeyVault {

    /** Settings. */
    @ObjectClassDefinition(name = "Key vault on a PKCS#11 token")
    public @interface Config {
        @AttributeDefinition(description = "Path of the PKCS#11 library of the token's maker")
        String library();

        @AttributeDefinition(description = "Label of the token; empty: slot says which, or it is the only one there")
        String tokenLabel() default "";

        @AttributeDefinition(description = "Id of the token's slot; -1: found by tokenLabel. Not together with tokenLabel")
        int slot() default -1;

        @AttributeDefinition(description = "File whose first line is the token's PIN (of its user, not of its security "
                + "officer), readable by the user of Idem alone")
        String pinFile();

        @AttributeDefinition(min = "1", max = "1000",
                description = "How many calls may be in the token at a time, 1 to 1000; at most as many sessions are open")
        int concurrentCalls() default 32;

        @AttributeDefinition(min = "1", max = "600",
                description = "Longest wait for a place among them, in seconds, 1 to 600; the call fails then")
        int waitSeconds() default 10;
    }

    private final TokenLink token;

    /**
     * Opens the token.
     *
     * @throws IdentityException
     *             VAULT_UNAVAILABLE, its field being the setting that is wrong
     */
    @Activate
    public Pkcs11KeyVault(Config config) {
        this.token = new TokenLink(TokenSettings.of(config));
    }

    @Deactivate
    void close() {
        token.close();
    }

    @Override
    public List<VaultKey> keys() {
        return token.call("", OpenToken::list);
    }

    @Override
    public VaultKey create(String name, KeyType type) {
        VaultKey wanted = new VaultKey(name, type, Instant.EPOCH);
        VaultKey there = token.call(name, open -> open.create(wanted.name(), type));
        if (there.type() != type) {
            throw wrongType(there, type.toString());
        }
        return there;
    }

    @Override
    public PublicKey publicKey(String name) {
        return token.call(name, open -> key(open, name, TokenKey.Asymmetric.class).publicKey());
    }

    @Override
    public byte[] sign(String name, byte[] data) {
        return token.call(name, open -> key(open, name, TokenKey.Signing.class).sign(open.provider(), data));
    }

    @Override
    public byte[] agree(String name, PublicKey other) {
        return token.call(name, open -> {
            TokenKey.Agreeing key = key(open, name, TokenKey.Agreeing.class);
            ECPublicKey point = P256Point.require(other);
            return key.agree(open.provider(), point);
        });
    }

    @Override
    public byte[] wrap(String name, byte[] dataKey) {
        return token.call(name, open -> {
            WrapKey key = key(open, name, WrapKey.class);
            WrapKey.requireDataKey(dataKey);
            return key.wrap(open.provider(), dataKey);
        });
    }

    @Override
    public byte[] unwrap(String name, byte[] wrapped) {
        Optional<byte[]> dataKey = tryUnwrap(name, wrapped);
        // Tokens say the same of a tag that does not fit and of a session that ends during the call: only what is said
        // twice, the second time in a session that is open, is believed.
        return dataKey.or(() -> tryUnwrap(name, wrapped)).orElseThrow(() -> WrapKey.notOurs(name));
    }

    /** Empty when no key of the name fits. */
    private Optional<byte[]> tryUnwrap(String name, byte[] wrapped) {
        return token.call(name, open -> {
            key(open, name, WrapKey.class);
            WrapKey.requireWrapped(name, wrapped);
            for (TokenKey same : open.keys(name)) {
                if (same instanceof WrapKey key) {
                    Optional<byte[]> dataKey = key.unwrap(open.provider(), wrapped);
                    if (dataKey.isPresent()) {
                        return dataKey;
                    }
                }
            }
            return Optional.empty();
        });
    }

    private static <K extends TokenKey> K key(OpenToken open, String name, Class<K> kind)
            throws GeneralSecurityException {
        List<TokenKey> there = open.keys(name);
        if (there.isEmpty()) {
            throw new IdentityException(SecurityError.KEY_MISSING, name,
                    "The token has no key " + name + ": see that store and token belong together");
        }
        if (!kind.isInstance(there.getFirst())) {
            throw wrongType(there.getFirst().description(), kind.getSimpleName());
        }
        return kind.cast(there.getFirst());
    }

    private static IdentityException wrongType(VaultKey key, String wanted) {
        return new IdentityException(SecurityError.KEY_TYPE_WRONG, key.name(),
                "The key is of type " + key.type() + ", not " + wanted);
    }
}
