/**
 * A {@link id.api.security.KeyVault} over one PKCS#12 file: for pilots and small installations. Keys lie unlocked in the
 * memory of the process; a hardware module keeps them out of it.
 */
package id.plugins.keys.pkcs12;
