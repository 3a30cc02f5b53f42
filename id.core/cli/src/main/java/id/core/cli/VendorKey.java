package id.core.cli;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.Set;

/**
 * A key that signs and its certificates, the signer's first.
 *
 * @param alias
 *            its name in the key store
 * @param provider
 *            who can use the key; null for whoever can
 */
record VendorKey(String alias, PrivateKey key, List<X509Certificate> chain, Provider provider) {
    VendorKey {
        chain = List.copyOf(chain);
    }

    /** @param alias
     *            null where the store has one key only */
    static VendorKey of(KeyStore store, String alias, char[] password, String place) throws GeneralSecurityException {
        String chosen = alias != null ? alias : onlyKey(store, place);
        if (!store.isKeyEntry(chosen)) {
            throw CommandFailure.wrongUse("KEY_UNKNOWN", "alias",
                    place + " has no key " + chosen + "; it has: " + names(keys(store)));
        }
        try {
            if (store.getKey(chosen, password) instanceof PrivateKey key) {
                List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(chosen))
                        .map(X509Certificate.class::cast).toList();
                return new VendorKey(chosen, key, chain, store.getProvider());
            }
        } catch (UnrecoverableKeyException otherPassword) {
            throw CommandFailure.wrongUse("KEY_PASSWORD_DIFFERS", "alias", "The key " + chosen
                    + " has another password than its key store: give both the same with keytool -keypasswd");
        }
        throw CommandFailure.wrongUse("KEY_UNSUITABLE", "alias", chosen + " is no private key with a certificate");
    }

    private static String onlyKey(KeyStore store, String place) throws GeneralSecurityException {
        Set<String> keys = keys(store);
        if (keys.isEmpty()) {
            throw CommandFailure.wrongUse("KEY_UNKNOWN", "alias",
                    place + " has no key with a certificate: make one with idem plugin new-key");
        }
        if (keys.size() > 1) {
            throw CommandFailure.wrongUse("KEY_AMBIGUOUS", "alias",
                    place + " has several keys: choose one with --alias: " + names(keys));
        }
        return keys.iterator().next();
    }

    private static Set<String> keys(KeyStore store) throws GeneralSecurityException {
        Set<String> keys = new TreeSet<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificateChain(alias) != null) {
                keys.add(alias);
            }
        }
        return keys;
    }

    private static String names(Set<String> keys) {
        return keys.isEmpty() ? "none" : String.join(", ", keys);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The last of its certificates: what a country has to trust. */
    X509Certificate root() {
        return chain.getLast();
    }

    /** With a digest that fits the strength of the key. */
    String signatureAlgorithm() {
        return switch (certificate().getPublicKey().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> strength() > 384 ? "SHA512withECDSA" : strength() > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
            case "EdDSA", "Ed25519", "Ed448" -> certificate().getPublicKey().getAlgorithm();
            default -> throw CommandFailure.wrongUse("KEY_UNSUITABLE", "alias", "A key of the kind "
                    + certificate().getPublicKey().getAlgorithm() + " cannot sign jars: use an EC or RSA key");
        };
    }

    /** Kind and length in bits, as people write it. */
    String kind() {
        return certificate().getPublicKey().getAlgorithm() + (strength() == 0 ? "" : " " + strength());
    }

    private int strength() {
        return switch (certificate().getPublicKey()) {
            case RSAKey rsa -> rsa.getModulus().bitLength();
            case ECKey ec -> ec.getParams().getOrder().bitLength();
            default -> 0;
        };
    }

    @Override
    public String toString() {
        return "VendorKey[" + alias + ", ***]";
    }
}
