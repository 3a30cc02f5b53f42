/**
 * How every part of Idem says that something went wrong: one unchecked exception that carries a code, the field it is
 * about and the mend. What a business process expects (poor quality, a duplicate, not verified) is a result of the
 * call, never an exception. Thrown by the core and by plugins; read by whoever faces a person or a protocol.
 */
@Export
@Version("1.1.0")
package id.api.error;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
