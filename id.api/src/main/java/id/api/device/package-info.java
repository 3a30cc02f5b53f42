/**
 * Capture devices: what a vendor of scanners and cameras implements. Registered as a service with the properties of
 * {@link id.api.device.CaptureDevice}; reached only through {@link id.api.plugin.PluginRegistry}.
 */
@Export
@Version("1.0.0")
package id.api.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
