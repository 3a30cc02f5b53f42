package id.core.plugins.isolation;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Which services of others a plugin may use, by its kinds. Short on purpose: what a call needs comes with the call.
 * docs/vendor.md shows this table.
 */
final class ServiceTable {
    static final String CONDITION = "org.osgi.service.condition.Condition";
    /** Time and chance of the core, its waiting threads, the log; the condition that every component waits for. */
    static final Set<String> EVERYBODY = Set.of("java.time.InstantSource", "id.api.value.RandomSource",
            "java.util.concurrent.ExecutorService", "org.osgi.service.log.LogService",
            "org.osgi.service.log.LoggerFactory", CONDITION);
    /** An ABIS engine fills its gallery from the core's; a format has its credential signed. */
    static final Map<String, Set<String>> BY_KIND = Map.of("abis", Set.of("id.api.matching.GallerySource"), "format",
            Set.of("id.api.security.CredentialSigner"));

    private ServiceTable() {}

    /** Whether each interface of a service is open to a plugin: one that is not could be reached by a cast. */
    static boolean mayUse(Set<String> kinds, String... interfaces) {
        for (String type : interfaces) {
            if (!EVERYBODY.contains(type) && kinds.stream().noneMatch(kind -> BY_KIND.getOrDefault(kind, Set.of()).contains(type))) {
                return false;
            }
        }
        return interfaces.length > 0;
    }

    /** The same for the interfaces of a capability: one name, or a list of them. */
    static boolean mayUse(Set<String> kinds, Object interfaces) {
        return switch (interfaces) {
            case Collection<?> names -> mayUse(kinds, names.stream().map(String::valueOf).toArray(String[]::new));
            case String[] names -> mayUse(kinds, names);
            case null -> false;
            case String name -> mayUse(kinds, new String[]{ name });
            default -> false;
        };
    }
}
