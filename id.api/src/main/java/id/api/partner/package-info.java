/**
 * Who calls the system: API clients with their keys, roles and scopes, and the access tokens that they work with.
 * Implemented by the core.
 */
@Export
@Version("1.2.0")
package id.api.partner;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
