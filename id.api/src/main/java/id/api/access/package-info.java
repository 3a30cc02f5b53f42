/**
 * Who may do what beyond scopes: at which places, what is kept out at once (the hotlist), people who log in, and acts
 * that take two people. Implemented by the core.
 */
@Export
@Version("1.1.0")
package id.api.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
