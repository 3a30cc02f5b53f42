package id.core.plugins.install;

import id.core.plugins.gate.Grant;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin that the gate has let in and that the store keeps.
 *
 * @param name
 *            symbolic name of its bundle
 * @param version
 *            version of its bundle
 * @param sha256
 *            digest of its jar, lower case hex; its bundle's location is {@value #LOCATION} and this
 * @param publisher
 *            who signed it, by its name in conf/trust; empty when nobody did
 * @param kinds
 *            what it may offer
 * @param grants
 *            what it may do beyond
 */
public record InstalledPlugin(String name, String version, String sha256, Optional<String> publisher, Set<String> kinds,
        Set<Grant> grants) {
    /** Beginning of the location of every bundle that came through the gate. */
    public static final String LOCATION = "idem-plugin:";

    public InstalledPlugin {
        kinds = Set.copyOf(kinds);
        grants = Set.copyOf(grants);
    }

    /** Location of its bundle. */
    public String location() {
        return LOCATION + sha256;
    }
}
