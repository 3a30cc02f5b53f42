package id.core.plugins.isolation;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * The one exception to {@link ServiceTable}: the runtime of components looks for ConfigurationAdmin in the name of the
 * plugin whose component it sets up. It is told from the plugin by who stands on the stack, and from a reference that
 * the component declares by the question: the runtime looks for those by a filter.
 */
final class ComponentRuntime {
    private static final String SETTINGS = "org.osgi.service.cm.ConfigurationAdmin";
    private static final String RUNTIME = "org.apache.felix.scr";
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Whether it is not the plugin that asks: the first bundle on the stack beside this one is that of the runtime. */
    boolean asksForSettings(Bundle asking, String name, ServiceReference<?> reference) {
        if (!SETTINGS.equals(name) || reference.getBundle() == null || GatedBundles.isGated(reference.getBundle())
                || ((String[]) reference.getProperty(Constants.OBJECTCLASS)).length != 1) {
            return false;
        }
        Bundle own = FrameworkUtil.getBundle(ComponentRuntime.class);
        return STACK.walk(frames -> frames.map(frame -> FrameworkUtil.getBundle(frame.getDeclaringClass()))
                .filter(bundle -> bundle != null && !bundle.equals(own)).findFirst()
                .map(first -> !first.equals(asking) && !GatedBundles.isGated(first) && RUNTIME.equals(first.getSymbolicName()))
                .orElse(false));
    }
}
