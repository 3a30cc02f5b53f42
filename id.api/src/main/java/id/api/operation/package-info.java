/**
 * How an installation is run: what of its settings is unsafe for service, and where it answers. Checks are implemented
 * by whoever owns a setting, core or plugin; the launcher asks them before anything listens.
 */
@Export
@Version("1.0.0")
package id.api.operation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
