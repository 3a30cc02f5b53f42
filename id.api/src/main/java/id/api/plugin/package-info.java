/**
 * What is installed, and the only way for the core to reach it: calls that are bounded in time, whose faults come back
 * as outcomes, and that let a plugin go only when the calls in flight have ended. Implemented by the core.
 */
@Export
@Version("1.0.0")
package id.api.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
