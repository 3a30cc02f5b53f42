package id.core.plugins;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Says what keeps a bundle from work, in words that an operator understands. Safe for concurrent use. */
public final class PluginDiagnosis {
    private final MissingRequirements requirements;
    private final IdleComponents components;

    /**
     * @param mayUse
     *            whether a bundle may use services of an interface
     */
    public PluginDiagnosis(BundleContext context, ServiceComponentRuntime runtime, BiPredicate<Bundle, String> mayUse) {
        this.requirements = new MissingRequirements(context);
        this.components = new IdleComponents(runtime, mayUse);
    }

    /** What it waits for, or why it failed. */
    public String inWords(Bundle bundle) {
        return bundle.getState() == Bundle.INSTALLED ? requirements.inWords(bundle) : components.inWords(bundle);
    }

    /** The same where no waiting will mend it: it does not resolve, or a component of it failed. */
    public Optional<String> hopeless(Bundle bundle) {
        return bundle.getState() == Bundle.INSTALLED || components.failed(bundle) ? Optional.of(inWords(bundle)) : Optional.empty();
    }
}
