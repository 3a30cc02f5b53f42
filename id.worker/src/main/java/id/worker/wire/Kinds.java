package id.worker.wire;

import id.api.credential.CredentialFormat;
import id.api.device.CaptureDevice;
import id.api.enrollment.EnrollmentStage;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.notification.Notifier;
import id.api.printer.CredentialPrinter;
import id.api.registry.ExternalRegistry;
import id.api.storage.ObjectStore;
import id.api.subscription.EventReaction;
import id.api.verification.AuthenticationFactor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SPIs that work over the line. */
public final class Kinds {
    /** By the word for it in conf/trust. */
    private static final Map<String, Class<?>> BY_WORD = new LinkedHashMap<>();

    static {
        BY_WORD.put("device", CaptureDevice.class);
        BY_WORD.put("matcher", BiometricMatcher.class);
        BY_WORD.put("abis", AbisEngine.class);
        BY_WORD.put("printer", CredentialPrinter.class);
        BY_WORD.put("notifier", Notifier.class);
        BY_WORD.put("storage", ObjectStore.class);
        BY_WORD.put("stage", EnrollmentStage.class);
        BY_WORD.put("factor", AuthenticationFactor.class);
        BY_WORD.put("format", CredentialFormat.class);
        BY_WORD.put("reaction", EventReaction.class);
        BY_WORD.put("registry", ExternalRegistry.class);
    }

    private Kinds() {}

    public static List<Class<?>> all() {
        return List.copyOf(BY_WORD.values());
    }

    /** The SPI of that full name. */
    public static Optional<Class<?>> named(String type) {
        return BY_WORD.values().stream().filter(kind -> kind.getName().equals(type)).findFirst();
    }

    /** The word for an SPI in conf/trust. */
    public static String word(Class<?> kind) {
        return BY_WORD.entrySet().stream().filter(entry -> entry.getValue() == kind).map(Map.Entry::getKey).findFirst()
                .orElseThrow();
    }

    /** Whether a plugin of that kind can work over the line. */
    public static boolean crosses(String word) {
        return BY_WORD.containsKey(word);
    }
}
