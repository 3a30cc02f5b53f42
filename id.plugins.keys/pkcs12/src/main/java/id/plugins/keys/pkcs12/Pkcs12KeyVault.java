package id.plugins.keys.pkcs12;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys in one PKCS#12 file, unlocked in memory while the component is active. */
@Component(configurationPid = "id.plugins.keys.pkcs12", property = KeyVault.KIND + "=pkcs12")
@Designate(ocd = Pkcs12KeyVault.Config.class)
public final class Pkcs12KeyVault implements KeyVault {

    /** Settings. */
    @ObjectClassDefinition(name = "Key vault in a PKCS#12 file")
    public @interface Config {
        @AttributeDefinition(description = "The vault file; empty: keys/vault.p12 in the data folder (idem.home)")
        String file() default "";

        @AttributeDefinition(type = AttributeType.PASSWORD,
                description = "Password of the vault, 12 characters or more; empty: read from passwordFile. "
                        + "Not together with passwordFile")
        String _password() default "";

        @AttributeDefinition(description = "File whose first line is the password; generated when neither it nor the "
                + "vault is there. Empty: keys/vault.password in the data folder (idem.home)")
        String passwordFile() default "";
    }

    private final VaultFile file;
    private final KeyMaker maker;
    private final Map<String, UnlockedKey> keys = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    @Activate
    public Pkcs12KeyVault(Config config, BundleContext context) {
        this(config, context.getProperty("idem.home"));
    }

    Pkcs12KeyVault(Config config, String home) {
        if (!config._password().isEmpty() && !config.passwordFile().isEmpty()) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, ".password",
                    "Settings .password and passwordFile exclude each other: give one");
        }
        SecureRandom random = new SecureRandom();
        Path vault = path("file", config.file(), home, "keys/vault.p12");
        try {
            VaultPassword password = config._password().isEmpty()
                    ? VaultPassword.fromFile(path("passwordFile", config.passwordFile(), home, "keys/vault.password"),
                            vault, random)
                    : VaultPassword.chosen(config._password());
            this.file = new VaultFile(vault, password, random);
        } catch (IOException unreachable) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "file",
                    "The vault file " + vault + " cannot be reached: look at the folder and its rights", unreachable);
        }
        this.maker = new KeyMaker(random);
        file.keys().forEach(key -> keys.put(key.description().name(), key));
    }

    @Deactivate
    void close() throws IOException {
        keys.clear();
        file.close();
    }

    @Override
    public List<VaultKey> keys() {
        return keys.values().stream().map(UnlockedKey::description).sorted(Comparator.comparing(VaultKey::name))
                .toList();
    }

    @Override
    public VaultKey create(String name, KeyType type) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        VaultKey wanted = new VaultKey(name, type, now);
        writing.lock();
        try {
            UnlockedKey existing = keys.get(name);
            if (existing == null) {
                existing = file.add(name, maker.make(wanted.name(), type, now));
                keys.put(name, existing);
            }
            if (existing.description().type() != type) {
                throw wrongType(existing, type.toString());
            }
            return existing.description();
        } catch (GeneralSecurityException | IOException notMade) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, name, "The vault cannot make the key",
                    notMade);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public PublicKey publicKey(String name) {
        return use(name, UnlockedKey.Asymmetric.class, UnlockedKey.Asymmetric::publicKey);
    }

    @Override
    public byte[] sign(String name, byte[] data) {
        return use(name, UnlockedKey.Signing.class, key -> key.sign(data));
    }

    @Override
    public byte[] agree(String name, PublicKey other) {
        return use(name, UnlockedKey.P256Agreeing.class, key -> key.key().agree(other));
    }

    @Override
    public byte[] wrap(String name, byte[] dataKey) {
        return use(name, UnlockedKey.Wrapping.class, key -> key.key().wrap(dataKey));
    }

    @Override
    public byte[] unwrap(String name, byte[] wrapped) {
        return use(name, UnlockedKey.Wrapping.class, key -> key.key().unwrap(wrapped));
    }

    @Override
    public void destroy(String name) {
        writing.lock();
        try {
            if (keys.containsKey(name)) {
                file.remove(name);
                keys.remove(name);
            }
        } finally {
            writing.unlock();
        }
    }

    private <K extends UnlockedKey, T> T use(String name, Class<K> kind, Function<K, T> work) {
        UnlockedKey key = keys.get(name);
        if (key == null) {
            throw new IdentityException(SecurityError.KEY_MISSING, name,
                    "The vault has no key " + name + ": see that store and vault belong together");
        }
        if (!kind.isInstance(key)) {
            throw wrongType(key, kind.getSimpleName());
        }
        return work.apply(kind.cast(key));
    }

    private static IdentityException wrongType(UnlockedKey key, String wanted) {
        return new IdentityException(SecurityError.KEY_TYPE_WRONG, key.description().name(),
                "The key is of type " + key.description().type() + ", not " + wanted);
    }

    private static Path path(String setting, String value, String home, String standard) {
        if (!value.isBlank()) {
            return Path.of(value).toAbsolutePath();
        }
        if (home == null) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, setting,
                    "Set " + setting + " to a path, or start with the framework property idem.home");
        }
        return Path.of(home, standard).toAbsolutePath();
    }
}
