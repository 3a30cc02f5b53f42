package id.core.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that the vault holds for one use, named {@code <use>-1}, {@code <use>-2}...: the highest number works, the
 * others are still recognized. The first is made where there is none. Safe for concurrent use: whoever works with a key
 * takes it once, and is not disturbed when the next one comes.
 */
final class KeySeries {
    private static final int ED25519_BYTES = 32;
    private static final long LOOK_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KeyVault vault;
    private final String use;
    private final KeyType type;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime() - LOOK_PAUSE_NANOS);
    private volatile List<Member> members;

    private KeySeries(KeyVault vault, String use, KeyType type, List<Member> members) {
        this.vault = vault;
        this.use = use;
        this.type = type;
        this.members = members;
    }

    /** The series of keys of a type that every vault has. */
    static KeySeries of(KeyVault vault, String use, KeyType type) {
        return preferring(vault, use, List.of(type));
    }

    /**
     * The series of the first type of which there are keys; where there is none, of the first type that the vault can
     * make. A series keeps its type: a vault that learns another one changes nothing by itself.
     */
    static KeySeries preferring(KeyVault vault, String use, List<KeyType> types) {
        for (KeyType type : types) {
            List<Member> found = find(vault, use, type);
            if (!found.isEmpty()) {
                return new KeySeries(vault, use, type, found);
            }
        }
        IdentityException unsupported = null;
        for (KeyType type : types) {
            try {
                vault.create(use + "-1", type);
                return new KeySeries(vault, use, type, find(vault, use, type));
            } catch (IdentityException refused) {
                if (refused.code() != SecurityError.KEY_TYPE_UNSUPPORTED) {
                    throw refused;
                }
                unsupported = refused;
            }
        }
        throw unsupported;
    }

    /** What the keys are named after. */
    String use() {
        return use;
    }

    /** All keys, newest first. */
    List<Member> members() {
        return members;
    }

    /** The key that works now. */
    Member newest() {
        return members.getFirst();
    }

    /** The key of that thumbprint, as far as is known here. */
    Optional<Member> find(String thumbprint) {
        return members.stream().filter(member -> member.thumbprint().equals(thumbprint)).findFirst();
    }

    /** The key of that thumbprint; the vault is asked for one that is not known, since another node may have made it. */
    Optional<Member> findAnywhere(String thumbprint) {
        return find(thumbprint).or(() -> {
            refresh();
            return find(thumbprint);
        });
    }

    /** Whether the vault may be asked for an unknown key now: not each time when a stranger makes key ids up. */
    boolean mayLookAgain() {
        long before = lookedAt.get();
        long now = System.nanoTime();
        return now - before >= LOOK_PAUSE_NANOS && lookedAt.compareAndSet(before, now);
    }

    /** Makes the next key, which works from now on; the one that another node made at the same time is the same. */
    synchronized Member rotate() {
        refresh();
        vault.create(use + "-" + (newest().number() + 1), type);
        refresh();
        return newest();
    }

    /** Takes over what other nodes made or destroyed. */
    synchronized void refresh() {
        List<Member> found = find(vault, use, type);
        if (found.isEmpty()) {
            throw new IdentityException(SecurityError.KEY_MISSING, use,
                    "The vault has no key " + use + " any more: see that vault and system belong together");
        }
        members = found;
    }

    /** The JOSE name of the algorithm of the key that works now. */
    String algorithm() {
        return newest().algorithm();
    }

    /** All public halves, newest first. */
    List<JWK> jwks() {
        return members.stream().map(Member::jwk).toList();
    }

    /** All public halves as a JWK set in JSON, newest first. */
    String publicKeys() {
        return new JWKSet(jwks()).toString();
    }

    private static List<Member> find(KeyVault vault, String use, KeyType type) {
        Pattern form = Pattern.compile(Pattern.quote(use) + "-([0-9]{1,6})");
        return vault.keys().stream().filter(key -> key.type() == type).flatMap(key -> {
            Matcher name = form.matcher(key.name());
            return name.matches()
                    ? Stream.of(member(key, Integer.parseInt(name.group(1)), vault.publicKey(key.name())))
                    : Stream.empty();
        }).sorted(Comparator.comparingInt(Member::number).reversed()).toList();
    }

    private static Member member(VaultKey vaultKey, int number, PublicKey key) {
        return new Member(vaultKey.name(), number, key, jwk(key, vaultKey.type()), vaultKey.createdAt());
    }

    private static JWK jwk(PublicKey key, KeyType type) {
        try {
            return switch (type) {
                case P256_SIGN -> new ECKey.Builder(Curve.P_256, (ECPublicKey) key).keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256).keyIDFromThumbprint().build();
                case P256_AGREE -> new ECKey.Builder(Curve.P_256, (ECPublicKey) key).keyUse(KeyUse.ENCRYPTION)
                        .algorithm(JWEAlgorithm.ECDH_ES_A256KW).keyIDFromThumbprint().build();
                case ED25519_SIGN -> new OctetKeyPair.Builder(Curve.Ed25519, ed25519(key)).keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.EdDSA).keyIDFromThumbprint().build();
                case AES256_WRAP -> throw new IllegalArgumentException("A wrapping key has no public half");
            };
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256 for thumbprints", impossible);
        }
    }

    /** RFC 8410: the key itself is the end of its encoding. */
    private static Base64URL ed25519(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
    }

    /**
     * One key of the series.
     *
     * @param name
     *            its name in the vault
     * @param number
     *            from 1
     * @param key
     *            its public half
     * @param jwk
     *            the same as a JWK; the key id is the thumbprint of RFC 7638
     * @param createdAt
     *            since when it is there
     */
    record Member(String name, int number, PublicKey key, JWK jwk, Instant createdAt) {
        String algorithm() {
            return jwk.getAlgorithm().getName();
        }

        String thumbprint() {
            return jwk.getKeyID();
        }

        /** Whether this key, one that signs, made the signature; a malformed one it did not make. */
        boolean verifies(byte[] input, byte[] signature) {
            if (key instanceof ECPublicKey ec) {
                return P256.verifies(ec, input, signature);
            }
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(input);
                return verifier.verify(signature);
            } catch (SignatureException malformed) {
                return false;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every JDK since 15 has Ed25519", impossible);
            }
        }
    }
}
