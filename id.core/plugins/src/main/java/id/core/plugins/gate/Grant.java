package id.core.plugins.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a plugin may do beyond its kinds, only where its publisher's line in conf/trust says so. */
public enum Grant {
    /** Use packages of the framework, with what they reach: bundles, their contexts, services of others. */
    FRAMEWORK,
    /** Bring native code. */
    NATIVE_CODE,
    /** Import packages that it does not name. */
    DYNAMIC_IMPORT,
    /** Reach the network from a process of its own. In the core's process nothing can hold it off. */
    NETWORK;

    /** As publishers.properties writes it: {@code native-code}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Grant> of(String word) {
        return Arrays.stream(values()).filter(grant -> grant.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Grant::word).collect(Collectors.joining(", "));
    }
}
