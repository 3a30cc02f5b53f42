/** Keys in a PKCS#12 file. */
package id.plugins.keys.pkcs12;
