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
 *            digest of its jar, lower case hex
 * @param publisher
 *            who signed it, by its name in conf/trust; empty when nobody did
 * @param kinds
 *            what it may offer
 * @param grants
 *            what it may do beyond
 * @param outside
 *            whether it runs in a process of its own
 */
public record InstalledPlugin(String name, String version, String sha256, Optional<String> publisher, Set<String> kinds,
        Set<Grant> grants, boolean outside) {
    /** Beginning of the location of every bundle that came through the gate. */
    public static final String LOCATION = "idem-plugin:";
    /** Follows it where the bundle only stands for a plugin that runs in a process of its own. */
    private static final String OUTSIDE = "outside:";

    public InstalledPlugin {
        kinds = Set.copyOf(kinds);
        grants = Set.copyOf(grants);
    }

    /** One that runs in the core's process. */
    public InstalledPlugin(String name, String version, String sha256, Optional<String> publisher, Set<String> kinds, Set<Grant> grants) {
        this(name, version, sha256, publisher, kinds, grants, false);
    }

    /** Whether the bundle of that location stands for a plugin that runs in a process of its own. */
    public static boolean isStandIn(String location) {
        return location.startsWith(LOCATION + OUTSIDE);
    }

    /** The same plugin in the place named. */
    public InstalledPlugin outside(boolean own) {
        return new InstalledPlugin(name, version, sha256, publisher, kinds, grants, own);
    }

    /** Location of its bundle: another one in each place, so that it can be in both while it moves. */
    public String location() {
        return LOCATION + (outside ? OUTSIDE : "") + sha256;
    }
}
