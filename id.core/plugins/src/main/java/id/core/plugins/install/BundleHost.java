package id.core.plugins.install;

import id.core.plugins.PluginDiagnosis;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Plugins as bundles of this framework. */
final class BundleHost implements PluginHost {
    /** After everything of the distribution. */
    private static final int LEVEL = 30;
    private static final long REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final PluginDiagnosis diagnosis;

    BundleHost(BundleContext context, PluginDiagnosis diagnosis) {
        this.context = context;
        this.diagnosis = diagnosis;
    }

    @Override
    public void start(InstalledPlugin plugin, byte[] bytes) throws BundleException {
        Bundle bundle = context.installBundle(plugin.location(), new ByteArrayInputStream(bytes));
        bundle.adapt(BundleStartLevel.class).setStartLevel(LEVEL);
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException notStarted) {
            // One that does not resolve stays, so that its reason can be asked for and something that comes later can mend it.
            if (bundle.getState() != Bundle.INSTALLED) {
                throw notStarted;
            }
        }
    }

    @Override
    public void awaitStarted(InstalledPlugin plugin) {
        // A bundle has started, or not, when its start returns.
    }

    @Override
    public void stop(InstalledPlugin plugin) throws BundleException {
        Bundle bundle = context.getBundle(plugin.location());
        if (bundle == null) {
            return;
        }
        // The stop waits in the whiteboard until the calls in it are out.
        bundle.stop();
        bundle.uninstall();
        refresh(bundle);
    }

    /** Without this its classes would stay for whoever is wired to it. */
    private void refresh(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle),
                event -> done.countDown());
        try {
            done.await(REFRESH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> hopeless(InstalledPlugin plugin) {
        Bundle bundle = context.getBundle(plugin.location());
        return bundle == null ? Optional.of("It is gone") : diagnosis.hopeless(bundle);
    }

    @Override
    public String idle(InstalledPlugin plugin) {
        Bundle bundle = context.getBundle(plugin.location());
        return bundle == null ? "It is gone" : diagnosis.inWords(bundle);
    }
}
