package id.core.plugins;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The words of this package for tests of others. */
public final class PluginReasons {
    private PluginReasons() {}

    public static String missing(BundleContext context, Bundle bundle) {
        return new MissingRequirements(context).inWords(bundle);
    }
}
