/** Append-only, hash-chained audit trail. */
package id.core.audit;
