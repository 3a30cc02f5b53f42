package id.core.plugins.process;

import id.core.plugins.install.InstalledPlugin;
import id.worker.wire.Kinds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The bundle that stands for a plugin which runs elsewhere. It has no code; it gives the plugin's services a bundle of
 * that name and version, so that everything that goes by bundles (leases, lists, upgrades) needs to know nothing else.
 */
final class StandIn {
    private StandIn() {}

    static Bundle install(BundleContext context, InstalledPlugin plugin) throws BundleException {
        Bundle bundle = context.installBundle(plugin.location(), new ByteArrayInputStream(jar(plugin)));
        try {
            bundle.start();
            return bundle;
        } catch (BundleException unresolved) {
            bundle.uninstall();
            throw unresolved;
        }
    }

    private static byte[] jar(InstalledPlugin plugin) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, plugin.name());
        main.putValue(Constants.BUNDLE_VERSION, plugin.version());
        main.putValue(Constants.PROVIDE_CAPABILITY, "id.plugin");
        main.putValue(Constants.IMPORT_PACKAGE, Kinds.all().stream().map(Class::getPackageName).distinct().sorted()
                .collect(Collectors.joining(",")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new JarOutputStream(bytes, manifest).close();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }
}
