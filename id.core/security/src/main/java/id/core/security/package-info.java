/** Seal, open, sign, field encryption and the key hierarchy. */
package id.core.security;
