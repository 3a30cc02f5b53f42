/**
 * A {@link id.api.security.KeyVault} over a PKCS#11 token, such as a hardware security module: for production. Keys are
 * made on the token and work there; what reaches the memory of the process are signatures, shared secrets and data keys.
 */
package id.plugins.keys.pkcs11;
