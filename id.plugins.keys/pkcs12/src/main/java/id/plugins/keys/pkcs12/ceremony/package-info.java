/**
 * The secret that opens a vault, split among people. Pure Java with BouncyCastle's Shamir: the command line takes this
 * package along, no running system uses it.
 */
package id.plugins.keys.pkcs12.ceremony;
