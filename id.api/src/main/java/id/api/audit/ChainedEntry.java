package id.api.audit;

import java.time.Instant;

/**
 * An entry at its place in the chain.
 *
 * @param sequence
 *            place, from 1 without gaps; 0 while not yet chained
 * @param at
 *            when it was written
 * @param entry
 *            what was done
 * @param hash
 *            SHA-256 over the predecessor's hash and this entry, 64 hexadecimal digits; empty while not yet chained
 */
public record ChainedEntry(long sequence, Instant at, AuditEntry entry, String hash) {}
