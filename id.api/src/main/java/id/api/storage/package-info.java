/**
 * Stores: records of the domain, not rows. What a vendor of a database or an object store implements. Personal values
 * reach a store sealed, look-ups come as blind indexes: a store never sees a plain name. The core binds to stores as
 * plain service references, since a transaction spans many calls; without a store the core's services are not there.
 * <p>
 * All stores: safe for concurrent use; every change is durable (synced) when the outermost
 * {@link id.api.storage.Transactions#required} returns, or when the method returns where there is none around it.
 * Errors are {@link id.api.error.IdentityException} with a {@link id.api.storage.StorageError}.
 */
@Export
@Version("1.3.0")
package id.api.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
