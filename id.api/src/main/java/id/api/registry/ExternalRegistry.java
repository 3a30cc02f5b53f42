package id.api.registry;

import id.api.subscription.IdentityEvent;
import id.api.value.Attributes;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A registry to push changes to or pull attributes from. Safe for concurrent use; may block for the time limit that the
 * core sets.
 */
@ConsumerType
public interface ExternalRegistry {
    /** Service property, {@code String}: unique name. Required. */
    String NAME = "registry.name";
    /**
     * Service property, {@code String[]}: names of the {@link id.api.subscription.Topic}s to push. Required; may be
     * empty.
     */
    String TOPICS = "registry.topics";

    /**
     * Tells the registry of an event. Idempotent by event id.
     *
     * @throws id.api.error.IdentityException
     *             of category EXTERNAL to be asked again, of another to be put aside
     */
    void push(IdentityEvent event);

    /** What the registry records under its own number of a person; empty when it knows none. */
    Optional<Attributes> pull(String registryNumber);
}
