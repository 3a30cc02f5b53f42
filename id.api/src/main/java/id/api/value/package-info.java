/**
 * The values that everything else speaks of: identifiers, attributes, bytes. Records that are checked when they are
 * made, so that a value which exists is a valid one. None of them shows what it holds in {@code toString}: use the
 * accessor, on purpose. All are immutable and safe to share between threads. Constructors throw
 * {@link id.api.error.IdentityException} with {@link id.api.error.GeneralError#INVALID_VALUE} and the type's name as
 * field.
 */
@Export
@Version("1.0.0")
package id.api.value;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
