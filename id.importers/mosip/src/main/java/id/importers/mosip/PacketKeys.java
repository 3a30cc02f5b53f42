package id.importers.mosip;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The private keys that packets were encrypted to: in MOSIP those of the application {@code REGISTRATION}, one for each
 * {@code <centre>_<machine>}. Found by the SHA-256 thumbprints of their certificates.
 */
public final class PacketKeys {
    private final Map<Bytes, PrivateKey> keys;

    private PacketKeys(Map<Bytes, PrivateKey> keys) {
        this.keys = keys;
    }

    /**
     * All RSA keys of a key store; keys of other kinds are passed over.
     *
     * @param password
     *            of the keys
     *
     * @throws IdentityException
     *             KEYS_INVALID with field {@code keys} when there is none, or when one of them cannot be read
     */
    public static PacketKeys of(KeyStore store, char[] password) {
        Map<Bytes, PrivateKey> found = new LinkedHashMap<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate
                        && store.getKey(alias, password) instanceof RSAPrivateKey key) {
                    found.put(Bytes.of(Digests.sha256(certificate.getEncoded())), key);
                }
            }
        } catch (UnrecoverableKeyException otherPassword) {
            throw new IdentityException(ImportError.KEYS_INVALID, "keys",
                    "A key of the key store has another password than the store: give it the same", otherPassword);
        } catch (GeneralSecurityException unreadable) {
            throw new IdentityException(ImportError.KEYS_INVALID, "keys", "A key of the key store cannot be read", unreadable);
        }
        if (found.isEmpty()) {
            throw new IdentityException(ImportError.KEYS_INVALID, "keys",
                    "The key store holds no RSA key with its certificate: export the REGISTRATION keys of MOSIP's key manager into it");
        }
        return new PacketKeys(found);
    }

    Optional<PrivateKey> of(byte[] thumbprint) {
        return Optional.ofNullable(keys.get(Bytes.of(thumbprint)));
    }

    Collection<PrivateKey> all() {
        return List.copyOf(keys.values());
    }

    @Override
    public String toString() {
        return "PacketKeys[***]";
    }
}
