/**
 * Seal, open, sign, field encryption and the key hierarchy. Master keys stay in the vault and wrap data keys, which lie
 * in the store and, unwrapped, in memory; each purpose has its own of both.
 */
package id.core.security;
