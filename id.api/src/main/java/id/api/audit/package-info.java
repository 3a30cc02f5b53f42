/**
 * The audit trail: append-only, hash-chained, signed at intervals, without personal data. Implemented by the core.
 */
@Export
@Version("1.1.0")
package id.api.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
