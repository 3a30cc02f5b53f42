package id.api.audit;

import java.time.Instant;

/**
 * The end of the chain at a moment, signed: kept outside the system, it shows later whether the chain still holds what
 * it held then, even where all hashes were computed anew. Whoever has the public key can check it without the system.
 *
 * @param sequence
 *            place of the last entry; 0 of an empty chain
 * @param head
 *            hash of that entry, 64 hexadecimal digits
 * @param at
 *            when it was signed, in whole seconds
 * @param keyId
 *            the key that signed: its RFC 7638 thumbprint
 * @param publicKey
 *            the public half of that key, a JWK in JSON
 * @param jws
 *            the anchor itself: a JWS (RFC 7515) in its compact form. Header: {@code alg} ES256, {@code kid} as
 *            {@code keyId}, {@code typ} {@code idem-audit-anchor+jws}. Payload: {@code sequence}, {@code head},
 *            {@code at} as ISO 8601. Signed twice it is in the general JSON form: the second signature's {@code alg} is
 *            {@code ML-DSA-65}, and the payload names it in {@code second} ({@code alg}, {@code kid}). Only this counts when it is verified; the rest is for readers
 */
public record AuditAnchor(long sequence, String head, Instant at, String keyId, String publicKey, String jws) {}
