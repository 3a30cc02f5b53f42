package id.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Asks whoever owns a setting whether it is safe in service, before anything listens.
 * <p>
 * By reflection, as {@link Components} does: the launcher shares no class with a bundle.
 */
final class SafetyChecks {
    private static final String CHECK = "id.api.operation.SafetyCheck";
    private final BundleContext context;
    private final Path home;

    SafetyChecks(BundleContext context, Path home) {
        this.context = context;
        this.home = home;
    }

    /** @return what is unsafe, in the order of the settings */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Mode.check(context.getProperty(Mode.PROPERTY)).ifPresent(findings::add);
        homeIsOpen().ifPresent(findings::add);
        try {
            ServiceReference<?>[] checks = context.getAllServiceReferences(CHECK, null);
            for (ServiceReference<?> check : checks == null ? new ServiceReference<?>[0] : checks) {
                ask(check, findings);
            }
        } catch (InvalidSyntaxException noFilter) {
            throw new IllegalStateException(noFilter);
        }
        findings.sort(Comparator.comparing(Finding::setting));
        return findings;
    }

    private java.util.Optional<Finding> homeIsOpen() {
        try {
            Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(home));
            rights.removeAll(
                    Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
            return rights.isEmpty() ? java.util.Optional.empty()
                    : java.util.Optional.of(new Finding("--home", "others than its owner get into " + home, "chmod 700 " + home));
        } catch (java.io.IOException | UnsupportedOperationException | IllegalArgumentException noRights) {
            return java.util.Optional.empty();
        }
    }

    /** A check that cannot answer is no yes. */
    private void ask(ServiceReference<?> reference, List<Finding> findings) {
        String bundle = String.valueOf(reference.getBundle().getSymbolicName());
        try {
            Object check = context.getService(reference);
            if (check == null) {
                findings.add(new Finding(bundle, "its settings cannot be read", "see the log for the key and its range"));
                return;
            }
            for (Object found : (List<?>) call(check, "findings")) {
                findings.add(new Finding((String) call(found, "setting"), (String) call(found, "problem"), (String) call(found, "mend")));
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError broken) {
            findings.add(new Finding(bundle, "its check failed (" + RunningFramework.firstLine(broken) + ")", "see the log"));
        }
    }

    /** Through the interface where there is one: the class that implements it may be closed. */
    private static Object call(Object target, String method) throws ReflectiveOperationException {
        for (Class<?> type : target.getClass().getInterfaces()) {
            if (type.getName().equals(CHECK)) {
                return type.getMethod(method).invoke(target);
            }
        }
        return target.getClass().getMethod(method).invoke(target);
    }
}
