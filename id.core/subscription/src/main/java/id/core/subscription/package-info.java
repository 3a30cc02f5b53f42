/** Transactional outbox and its delivery. */
package id.core.subscription;
