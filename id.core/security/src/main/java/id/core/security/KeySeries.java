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
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that the vault holds for one use, named {@code <use>-1}, {@code <use>-2}...: the highest number works, the
 * others are still recognized. The first is made where there is none; the next is made in the vault, and counts from the
 * next start on.
 */
final class KeySeries {
    private static final int ED25519_BYTES = 32;

    private final List<Member> members;

    private KeySeries(List<Member> members) {
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
                return new KeySeries(found);
            }
        }
        IdentityException unsupported = null;
        for (KeyType type : types) {
            try {
                vault.create(use + "-1", type);
                return new KeySeries(find(vault, use, type));
            } catch (IdentityException refused) {
                if (refused.code() != SecurityError.KEY_TYPE_UNSUPPORTED) {
                    throw refused;
                }
                unsupported = refused;
            }
        }
        throw unsupported;
    }

    /** The key that works now. */
    Member newest() {
        return members.getFirst();
    }

    /** The key of that thumbprint. */
    Optional<Member> find(String thumbprint) {
        return members.stream().filter(member -> member.thumbprint().equals(thumbprint)).findFirst();
    }

    /** The JOSE name of the algorithm of the key that works now. */
    String algorithm() {
        return newest().jwk().getAlgorithm().getName();
    }

    /** All public halves as a JWK set in JSON, newest first. */
    String publicKeys() {
        return new JWKSet(members.stream().map(Member::jwk).toList()).toString();
    }

    private static List<Member> find(KeyVault vault, String use, KeyType type) {
        Pattern form = Pattern.compile(Pattern.quote(use) + "-([0-9]{1,6})");
        return vault.keys().stream().filter(key -> key.type() == type).flatMap(key -> {
            Matcher name = form.matcher(key.name());
            return name.matches()
                    ? Stream.of(member(key.name(), Integer.parseInt(name.group(1)), vault.publicKey(key.name()), type))
                    : Stream.empty();
        }).sorted(Comparator.comparingInt(Member::number).reversed()).toList();
    }

    private static Member member(String name, int number, PublicKey key, KeyType type) {
        return new Member(name, number, key, jwk(key, type));
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
     */
    record Member(String name, int number, PublicKey key, JWK jwk) {
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
