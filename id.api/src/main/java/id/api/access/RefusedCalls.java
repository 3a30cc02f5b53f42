package id.api.access;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Counts the calls that a limit turned away. There may be several, each with limits of its own. Safe for concurrent use. */
@ProviderType
public interface RefusedCalls {
    /** How many since the start, by the name of the limit: lower case letters, the same few for as long as it runs. */
    Map<String, Long> byLimit();
}
