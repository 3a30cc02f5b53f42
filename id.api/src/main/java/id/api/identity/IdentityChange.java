package id.api.identity;

import id.api.value.ClientId;
import java.time.Instant;

/**
 * One change of an identity.
 *
 * @param version
 *            the version that it made
 * @param at
 *            when
 * @param kind
 *            {@code REGISTERED}, {@code UPDATED}, {@code STATE_CHANGED}, {@code VID_ISSUED}, {@code VID_REVOKED},
 *            {@code ALIAS_LINKED}, {@code ALIAS_REVOKED}
 * @param cause
 *            why, without personal data
 * @param by
 *            who
 */
public record IdentityChange(long version, Instant at, String kind, String cause, ClientId by) {}
