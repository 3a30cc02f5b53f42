/**
 * Keys and what is done with them: the vault (an SPI), and the core's services that seal, sign, hash and permute over
 * it. Everything sealed names its key and algorithm. Private and secret keys never leave the vault; data keys leave it
 * only wrapped.
 */
@Export
@Version("1.3.0")
package id.api.security;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
