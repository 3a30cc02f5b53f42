package id.distributions.embedded.it;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Changes settings of a running system, as a changed file in conf/ does. */
record LiveSettings(BundleContext context) {
    private static final long SETTLED_MILLIS = 1_500;

    /** Those that are not named stay as they are. */
    void set(String pid, Map<String, Object> changes) throws IOException {
        ConfigurationAdmin settings = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration configuration = settings.getConfiguration(pid, "?");
        Dictionary<String, Object> properties = configuration.getProperties() == null ? new Hashtable<>()
                : configuration.getProperties();
        changes.forEach(properties::put);
        configuration.update(properties);
    }

    /** For {@link UpgradeLoad}: one plugin's stage more, and patience, for on a busy machine slow is not wrong. */
    void readyForLoad() throws IOException, InterruptedException {
        set("id.core.verification.otp", Map.of("maxSendsPerHour", 1_000_000L));
        set("id.core.verification", Map.of("factorTimeoutMs", 60_000L));
        set("id.core.verification.finger", Map.of("matcherTimeoutMs", 50_000L));
        set("id.core.verification.message", Map.of("channelTimeoutMs", 50_000L));
        // Among thousands of pairs some strangers look alike: nobody is to wait for people to decide.
        set("id.core.enrollment",
                Map.of("stages", "validate,quality,demographic-duplicates,vendor,biometric-duplicates,portrait,issue",
                        "duplicateThreshold", "1e-12", "adjudicationThreshold", "1e-12", "engineSeconds", 60,
                        "sampleSeconds", 60, "stageSeconds", 300, "leaseSeconds", 600));
        Thread.sleep(SETTLED_MILLIS);
    }
}
