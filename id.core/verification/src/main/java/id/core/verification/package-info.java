/** Factors, verification outcomes and pairwise tokens. */
package id.core.verification;
