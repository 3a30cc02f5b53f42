/** Verification in the product's own form: challenges and proofs for relying parties. */
package id.core.http.verification;
