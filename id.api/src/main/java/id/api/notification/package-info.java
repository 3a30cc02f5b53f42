/**
 * Messages to people: what a vendor of mail, SMS or push gateways implements. Reached only through
 * {@link id.api.plugin.PluginRegistry}.
 */
@Export
@Version("1.0.0")
package id.api.notification;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
