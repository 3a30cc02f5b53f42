package id.api.security;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/** Signs in the system's name. Safe for concurrent use. */
@ProviderType
public interface Signer {
    /** What is signed: each purpose has a key of its own. */
    enum Purpose {
        /** Access tokens, ES256. */
        ACCESS_TOKEN,
        /** Credentials, EdDSA (Ed25519); ES256 where the vault has no Ed25519 keys. */
        CREDENTIAL,
        /** Verification proofs given to relying parties, ES256. */
        VERIFICATION_PROOF,
        /** Checkpoints and anchors of the audit trail, ES256. */
        AUDIT,
        /** That it is this system who asks an OpenID Provider, ES256. */
        PROVIDER_LOGIN
    }

    /** Signs {@code input}; the form of the result is that of {@link KeyVault#sign}. */
    Bytes sign(Purpose purpose, Bytes input);

    /**
     * Signs {@code input} with the key of that id, which {@link #keyId} gave: between asking for the id and signing, the
     * keys may be rotated.
     *
     * @throws id.api.error.IdentityException
     *             KEY_MISSING when the key has been revoked since
     */
    default Bytes sign(Purpose purpose, String keyId, Bytes input) {
        return sign(purpose, input);
    }

    /** The JOSE name of the algorithm: {@code ES256} or {@code EdDSA}. */
    String algorithm(Purpose purpose);

    /** The id of the key that signs now: its RFC 7638 thumbprint. */
    String keyId(Purpose purpose);

    /**
     * Looks whether a key of the purpose, the one of now or an earlier one, signed {@code input}. Needs the public
     * halves alone: it neither asks nor waits for the vault, but for a key id that is not known, which another node may
     * just have made.
     *
     * @param keyId
     *            the key that is said to have signed, as {@link #keyId} gave it then
     * @param signature
     *            in the form of {@link #sign}; any other form does not fit
     */
    SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature);

    /**
     * The id of the key that signs a second time, by ML-DSA-65 (FIPS 204): its RFC 7638 thumbprint. The first key is made
     * when it is asked for; not within a caller's transaction.
     *
     * @throws id.api.error.IdentityException
     *             KEY_TYPE_UNSUPPORTED for a purpose that is signed once: all but {@link Purpose#AUDIT}
     */
    default String secondKeyId(Purpose purpose) {
        throw onlyOnce();
    }

    /**
     * Signs {@code input} by the key that {@link #secondKeyId} named: the 3,309 bytes of FIPS 204, pure, with an empty
     * context.
     *
     * @throws id.api.error.IdentityException
     *             as {@link #secondKeyId}; KEY_MISSING when the key is not there any more
     */
    default Bytes signSecond(Purpose purpose, String keyId, Bytes input) {
        throw onlyOnce();
    }

    /** {@link #check} for {@link #signSecond}: no key of the one kind is ever taken for one of the other. */
    default SignatureCheck checkSecond(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        return SignatureCheck.KEY_UNKNOWN;
    }

    /**
     * The public keys of a purpose as a JWK set (RFC 7517) in JSON, newest first; those that sign a second time behind them,
     * with the key type {@code AKP}.
     */
    String publicKeys(Purpose purpose);

    private static IdentityException onlyOnce() {
        return new IdentityException(SecurityError.KEY_TYPE_UNSUPPORTED, "", "This signer signs once");
    }
}
