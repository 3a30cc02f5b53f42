package id.api.security;

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
        VERIFICATION_PROOF
    }

    /** Signs {@code input}; the form of the result is that of {@link KeyVault#sign}. */
    Bytes sign(Purpose purpose, Bytes input);

    /** The JOSE name of the algorithm: {@code ES256} or {@code EdDSA}. */
    String algorithm(Purpose purpose);

    /** The id of the key that signs now: its RFC 7638 thumbprint. */
    String keyId(Purpose purpose);

    /** The public keys of a purpose as a JWK set (RFC 7517) in JSON, newest first. */
    String publicKeys(Purpose purpose);
}
