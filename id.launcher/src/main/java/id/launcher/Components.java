package id.launcher;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Asks SCR which components of ours are not satisfied.
 * <p>
 * By reflection: SCR's types live in a bundle, and the launcher, being outside the framework, shares no class with it.
 */
final class Components {
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final int UNSATISFIED_REFERENCE = 2;
    private static final int FAILED_ACTIVATION = 16;
    private final BundleContext context;

    Components(BundleContext context) {
        this.context = context;
    }

    /** @return one line for each component that waits for a service or failed */
    List<String> problems() {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        if (reference == null) {
            return List.of("The component runtime (SCR) is not there");
        }
        try {
            return problems(context.getService(reference));
        } catch (ReflectiveOperationException e) {
            return List.of("The component runtime does not tell the state of components: " + e);
        }
    }

    private static List<String> problems(Object runtime) throws ReflectiveOperationException {
        List<String> problems = new ArrayList<>();
        Class<?> type = Class.forName(RUNTIME, false, runtime.getClass().getClassLoader());
        Class<?> bundleArray = org.osgi.framework.Bundle[].class;
        Object all = type.getMethod("getComponentDescriptionDTOs", bundleArray).invoke(runtime, (Object) new org.osgi.framework.Bundle[0]);
        for (Object description : (Collection<?>) all) {
            String name = (String) field(description, "name");
            if (!name.startsWith("id.")) {
                continue;
            }
            Object configurations = type.getMethod("getComponentConfigurationDTOs", description.getClass()).invoke(runtime, description);
            for (Object configuration : (Collection<?>) configurations) {
                describe(name, configuration, problems);
            }
        }
        return problems;
    }

    private static void describe(String name, Object configuration, List<String> problems) throws ReflectiveOperationException {
        int state = (Integer) field(configuration, "state");
        if (state == FAILED_ACTIVATION) {
            String failure = String.valueOf(field(configuration, "failure"));
            String cause = failure.lines().filter(line -> line.startsWith("Caused by: ")).reduce((first, second) -> second)
                    .orElseGet(() -> failure.lines().findFirst().orElse(""));
            problems.add("Component " + name + " failed: " + cause);
        } else if (state == UNSATISFIED_REFERENCE) {
            Object unsatisfied = field(configuration, "unsatisfiedReferences");
            for (int i = 0; i < Array.getLength(unsatisfied); i++) {
                Object missing = Array.get(unsatisfied, i);
                problems.add("Component " + name + " waits for " + field(missing, "name") + " " + nullAsEmpty(field(missing, "target")));
            }
        }
    }

    private static String nullAsEmpty(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }
}
