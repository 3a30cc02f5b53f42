package id.core.plugins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says why a started bundle offers nothing: what each of its components waits for. */
final class IdleComponents {
    private static final String CAUSE = "Caused by: ";

    private final ServiceComponentRuntime runtime;
    private final BiPredicate<Bundle, String> mayUse;

    /**
     * @param mayUse
     *            whether a bundle may use services of an interface: one that it may not use it never sees
     */
    IdleComponents(ServiceComponentRuntime runtime, BiPredicate<Bundle, String> mayUse) {
        this.runtime = runtime;
        this.mayUse = mayUse;
    }

    String inWords(Bundle bundle) {
        List<String> reasons = new ArrayList<>();
        Collection<ComponentDescriptionDTO> descriptions = runtime.getComponentDescriptionDTOs(bundle);
        for (ComponentDescriptionDTO description : descriptions) {
            judge(bundle, description, reasons);
        }
        return reasons.isEmpty()
                ? "It is started, but registers no service that the core knows"
                : String.join("; ", reasons);
    }

    /** Whether a component could not be started. */
    boolean failed(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle).stream()
                .flatMap(description -> runtime.getComponentConfigurationDTOs(description).stream())
                .anyMatch(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION);
    }

    private void judge(Bundle bundle, ComponentDescriptionDTO description, List<String> reasons) {
        if (!runtime.isComponentEnabled(description)) {
            reasons.add(description.name + " is disabled");
            return;
        }
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty() && "require".equals(description.configurationPolicy)) {
            reasons.add(waitsForSettings(description));
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            judge(bundle, description, configuration, reasons);
        }
    }

    private void judge(Bundle bundle, ComponentDescriptionDTO description, ComponentConfigurationDTO configuration,
            List<String> reasons) {
        switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> reasons.add(waitsForSettings(description));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    reasons.add(description.name + " waits for a service " + service(description, reference)
                            + (mayUse.test(bundle, type(description, reference)) ? "" : ", which a plugin of its kind may not use"));
                }
            }
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                reasons.add(description.name + " could not be started: " + firstLine(configuration.failure));
            default -> {
                // Satisfied or active: this one is in order.
            }
        }
    }

    private static String waitsForSettings(ComponentDescriptionDTO description) {
        return description.name + " waits for its settings: conf/" + description.configurationPid[0] + ".config";
    }

    private static String service(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO unsatisfied) {
        String type = type(description, unsatisfied);
        return unsatisfied.target == null || unsatisfied.target.isEmpty() ? type : type + " with " + unsatisfied.target;
    }

    private static String type(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO unsatisfied) {
        return Arrays.stream(description.references).filter(known -> known.name.equals(unsatisfied.name))
                .map((ReferenceDTO known) -> known.interfaceName).findFirst().orElse(unsatisfied.name);
    }

    /** The innermost cause in one line: a wrong setting is told there with its key and range. */
    private static String firstLine(String failure) {
        if (failure == null || failure.isBlank()) {
            return "the log says why";
        }
        String line = failure.lines().filter(one -> one.startsWith(CAUSE)).reduce((outer, inner) -> inner)
                .map(one -> one.substring(CAUSE.length())).orElseGet(() -> failure.lines().findFirst().orElse("")).strip();
        return line.replaceFirst("^(id\\.api\\.error\\.IdentityException|java\\.lang\\.IllegalArgumentException): ", "");
    }
}
