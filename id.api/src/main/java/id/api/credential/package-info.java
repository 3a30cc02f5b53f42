/**
 * Credentials: request, issue, suspend, revoke, and the formats that they are encoded in.
 * {@link id.api.credential.CredentialFormat} is what a vendor of another format implements; the service is the core's.
 */
@Export
@Version("1.0.0")
package id.api.credential;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
