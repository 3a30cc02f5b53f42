/**
 * Printers: what a vendor of card printers and document renderers implements. Reached only through
 * {@link id.api.plugin.PluginRegistry}.
 */
@Export
@Version("1.0.0")
package id.api.printer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
