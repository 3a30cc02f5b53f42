package id.core.plugins.gate;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The words for kinds of plugins, as publishers are granted them and jars declare them. */
public final class KindNames {
    private static final Pattern STORE = Pattern.compile("id\\.api\\.storage\\.\\w+");
    private static final String STORAGE = "storage";
    private static final Map<String, String> SPIS = Map.ofEntries(Map.entry("id.api.device.CaptureDevice", "device"),
            Map.entry("id.api.matching.BiometricMatcher", "matcher"), Map.entry("id.api.matching.AbisEngine", "abis"),
            Map.entry("id.api.printer.CredentialPrinter", "printer"),
            Map.entry("id.api.notification.Notifier", "notifier"), Map.entry("id.api.security.KeyVault", "keys"),
            Map.entry("id.api.enrollment.EnrollmentStage", "stage"),
            Map.entry("id.api.verification.AuthenticationFactor", "factor"),
            Map.entry("id.api.credential.CredentialFormat", "format"),
            Map.entry("id.api.subscription.EventReaction", "reaction"),
            Map.entry("id.api.registry.ExternalRegistry", "registry"),
            Map.entry("id.api.enrollment.ContentScanner", "scanner"));

    private KindNames() {}

    /** The word for an interface of {@code id.api} that plugins implement; for any other its full name. */
    public static String of(String type) {
        return STORE.matcher(type).matches() ? STORAGE : SPIS.getOrDefault(type, type);
    }

    /** All words. */
    public static Set<String> known() {
        Set<String> words = new TreeSet<>(SPIS.values());
        words.add(STORAGE);
        return words;
    }

    /** A word of ours, or the full name of an interface. */
    static boolean isKnown(String kind) {
        return known().contains(kind) || kind.contains(".");
    }
}
