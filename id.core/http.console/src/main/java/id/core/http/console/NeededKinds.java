package id.core.http.console;

import id.api.credential.CredentialFormat;
import id.api.device.CaptureDevice;
import id.api.enrollment.ContentScanner;
import id.api.enrollment.EnrollmentStage;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.notification.Notifier;
import id.api.plugin.PluginStatus;
import id.api.printer.CredentialPrinter;
import id.api.registry.ExternalRegistry;
import id.api.storage.ObjectStore;
import id.api.subscription.EventReaction;
import id.api.verification.AuthenticationFactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of plugins of which one must be there and be called for the system to be ready. */
final class NeededKinds {
    private static final Set<String> KNOWN = Stream
            .of(CaptureDevice.class, BiometricMatcher.class, AbisEngine.class, CredentialPrinter.class, Notifier.class,
                    ObjectStore.class, EnrollmentStage.class, AuthenticationFactor.class, CredentialFormat.class,
                    EventReaction.class, ExternalRegistry.class, ContentScanner.class)
            .map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));

    private final List<String> kinds;

    /** Refuses a name that is no kind. */
    NeededKinds(String... names) {
        kinds = Arrays.stream(names).map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
        for (String kind : kinds) {
            if (!KNOWN.contains(kind)) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "neededKinds", "id.core.http.console: neededKinds names "
                        + kind + ", but each must be one of " + String.join(", ", KNOWN));
            }
        }
    }

    /** What is missing, one sentence for each kind. */
    List<String> missing(List<PluginStatus> plugins) {
        List<String> missing = new ArrayList<>();
        for (String kind : kinds) {
            List<PluginStatus> offering = plugins.stream().filter(plugin -> plugin.kinds().contains(kind)).toList();
            if (offering.stream().noneMatch(PluginStatus::isUsable)) {
                missing.add(offering.isEmpty()
                        ? kind + ": no plugin offers it"
                        : offering.stream().map(plugin -> plugin.name() + ": " + plugin.problem())
                                .collect(Collectors.joining(", ", kind + ": ", "")));
            }
        }
        return missing;
    }
}
