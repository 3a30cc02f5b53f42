/**
 * Identities: one record for one person for life, with UIN, virtual identifiers, aliases, states and history.
 * Implemented by the core.
 */
@Export
@Version("1.0.0")
package id.api.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
