/**
 * Comparison: 1:1 matchers and 1:N engines, what a vendor of algorithms implements. Scores are compared as false match
 * rates. An engine that failed, or searched a part only, can never be read as one that found nothing. Reached only
 * through {@link id.api.plugin.PluginRegistry}.
 */
@Export
@Version("1.0.0")
package id.api.matching;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
