/**
 * Contract tests per plugin kind, JUnit 4: a vendor extends a contract, hands it the plugin, and runs it with the
 * tests of the plugin. Contracts share one database: they ask only for what they put there themselves.
 */
@Export
@Version("1.1.0")
package id.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
