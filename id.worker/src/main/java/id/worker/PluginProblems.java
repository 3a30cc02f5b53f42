package id.worker;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What keeps the plugin from work, in words. */
final class PluginProblems {
    private PluginProblems() {}

    /** The innermost reason why it did not start: the others only say that it did not. */
    static String inWords(Exception failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return "It does not start: " + text.lines().findFirst().orElse("").strip();
    }

    /** Why a started plugin offers nothing. */
    static String inWords(BundleContext context, Bundle plugin) {
        ServiceReference<ServiceComponentRuntime> runtime = context.getServiceReference(ServiceComponentRuntime.class);
        List<String> reasons = new ArrayList<>();
        if (runtime != null) {
            ServiceComponentRuntime components = context.getService(runtime);
            for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(plugin)) {
                judge(components, description, reasons);
            }
            context.ungetService(runtime);
        }
        return reasons.isEmpty()
                ? "It is started, but registers no service that the core knows"
                : String.join("; ", reasons);
    }

    private static void judge(ServiceComponentRuntime components, ComponentDescriptionDTO description, List<String> reasons) {
        var configurations = components.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty() && "require".equals(description.configurationPolicy)) {
            reasons.add(waitsForSettings(description));
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> reasons.add(waitsForSettings(description));
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                    for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                        reasons.add(description.name + " waits for a service " + reference.name
                                + ", which may not be given to another process");
                    }
                }
                case ComponentConfigurationDTO.FAILED_ACTIVATION -> reasons.add(description.name
                        + " could not be started: "
                        + (configuration.failure == null ? "" : configuration.failure.lines().findFirst().orElse("")));
                default -> {
                    // In order.
                }
            }
        }
    }

    private static String waitsForSettings(ComponentDescriptionDTO description) {
        return description.name + " waits for its settings: conf/" + description.configurationPid[0] + ".config";
    }
}
