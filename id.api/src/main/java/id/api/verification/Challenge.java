package id.api.verification;

import java.time.Instant;

/**
 * A challenge that was started.
 *
 * @param destination
 *            where it went, masked: {@code p***@e***.org}
 * @param expiresAt
 *            until when the answer counts
 */
public record Challenge(String destination, Instant expiresAt) {
    @Override
    public String toString() {
        return "Challenge[***]";
    }
}
