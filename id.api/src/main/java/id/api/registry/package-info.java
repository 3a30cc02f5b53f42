/**
 * Functional registries outside, such as a civil or a population registry: what a vendor of a connection to one
 * implements. Reached only through {@link id.api.plugin.PluginRegistry}.
 */
@Export
@Version("1.0.0")
package id.api.registry;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
