/**
 * What changed, told to whoever must know. Events are written in the transaction of what they tell and delivered
 * afterwards, at least once, until each reaction has taken them. {@link id.api.subscription.EventReaction} is
 * implemented by the core and by plugins.
 */
@Export
@Version("1.0.0")
package id.api.subscription;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
