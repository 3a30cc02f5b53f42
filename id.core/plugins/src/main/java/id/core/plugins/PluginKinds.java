package id.core.plugins;

import id.api.credential.CredentialFormat;
import id.api.device.CaptureDevice;
import id.api.enrollment.ContentScanner;
import id.api.enrollment.EnrollmentStage;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.notification.Notifier;
import id.api.printer.CredentialPrinter;
import id.api.registry.ExternalRegistry;
import id.api.storage.ObjectStore;
import id.api.subscription.EventReaction;
import id.api.verification.AuthenticationFactor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The SPIs that the core reaches through a lease. */
final class PluginKinds {
    static final List<Class<?>> ALL = List.of(CaptureDevice.class, BiometricMatcher.class, AbisEngine.class,
            CredentialPrinter.class, Notifier.class, ObjectStore.class, EnrollmentStage.class,
            AuthenticationFactor.class, CredentialFormat.class, EventReaction.class, ExternalRegistry.class,
            ContentScanner.class);

    private PluginKinds() {}

    /** The OSGi filter that every service of any kind passes. */
    static String filter() {
        return ALL.stream().map(kind -> "(objectClass=" + kind.getName() + ")").collect(Collectors.joining("", "(|", ")"));
    }

    /** Simple names of the kinds among the interfaces that a service is registered under. */
    static List<String> simpleNames(Set<String> interfaces) {
        return ALL.stream().filter(kind -> interfaces.contains(kind.getName())).map(Class::getSimpleName).toList();
    }

    static void check(Class<?> kind) {
        if (!ALL.contains(kind)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "kind", kind.getName()
                    + " is not reached through a lease: name one of "
                    + ALL.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")));
        }
    }
}
