/**
 * Verification: the service that relying parties ask, the factors of the core (finger, demographic, one-time code), and
 * the locks after wrong tries.
 */
package id.core.verification;
