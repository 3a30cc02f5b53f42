package id.api.storage;

import java.time.Instant;

/**
 * The right of one worker to move one enrollment.
 *
 * @param record
 *            the enrollment as it was when claimed
 * @param worker
 *            who holds it
 * @param token
 *            names this claim; another claim of the same enrollment has another
 * @param expiresAt
 *            until when
 */
public record Claim(EnrollmentRecord record, String worker, String token, Instant expiresAt) {}
