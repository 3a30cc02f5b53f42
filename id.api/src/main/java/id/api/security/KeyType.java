package id.api.security;

/** What a vault key can do: one thing only. */
public enum KeyType {
    /** ECDSA on P-256 with SHA-256 (ES256). */
    P256_SIGN,
    /** Ed25519 (EdDSA). */
    ED25519_SIGN,
    /** ECDH on P-256. */
    P256_AGREE,
    /** AES-256 that wraps other keys. */
    AES256_WRAP
}
