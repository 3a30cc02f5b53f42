/**
 * Verification: a person proves who he or she is to a relying party. {@link id.api.verification.AuthenticationFactor}
 * is what a vendor of another kind of proof implements; the service is the core's.
 */
@Export
@Version("1.0.0")
package id.api.verification;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
