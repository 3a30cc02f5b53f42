package id.core.enrollment;

import id.api.biometric.FalseMatchRate;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** The settings, checked once for all components of this bundle: with a wrong one none of them starts. */
@Component(service = EnrollmentSettings.class, configurationPid = "id.core.enrollment")
@Designate(ocd = EnrollmentConfig.class)
public final class EnrollmentSettings {
    private static final String STAGE_NAME = "[a-z][a-z0-9-]{0,63}";
    /** What must remain of a claim when a stage has used up its time: enough to store its result. */
    static final Duration LEASE_MARGIN = Duration.ofSeconds(10);
    private static final int WAITS_SECONDS = 5;

    private final EnrollmentConfig config;
    private final List<String> stages;
    private final FalseMatchRate duplicateThreshold;
    private final FalseMatchRate adjudicationThreshold;
    private final double exactShare;
    private final Optional<Path> schemaFile;

    @Activate
    public EnrollmentSettings(EnrollmentConfig config) {
        this.config = config;
        this.stages = stageNames(config.stages());
        this.duplicateThreshold = rate("duplicateThreshold", config.duplicateThreshold());
        this.adjudicationThreshold = rate("adjudicationThreshold", config.adjudicationThreshold());
        this.exactShare = share(config.exactShare());
        this.schemaFile = file(config.schemaFile());
        if (adjudicationThreshold.compareTo(duplicateThreshold) < 0) {
            throw wrong("adjudicationThreshold", "must be at least duplicateThreshold (" + duplicateThreshold.value() + ")");
        }
        checkRanges();
        checkTimes();
    }

    private void checkRanges() {
        range("minimumFingers", config.minimumFingers(), 0, 10);
        range("minimumQuality", config.minimumQuality(), 0, 100);
        range("maxCandidates", config.maxCandidates(), 1, 1_000);
        range("workers", config.workers(), 1, 256);
        range("maxAttempts", config.maxAttempts(), 1, 100);
        range("firstDelayMillis", config.firstDelayMillis(), 1, 600_000);
        range("maxDelaySeconds", config.maxDelaySeconds(), 1, 86_400);
        range("pollMillis", config.pollMillis(), 10, 60_000);
        range("cacheMegabytes", config.cacheMegabytes(), 0, 4_096);
        range("keepPlacesMinutes", config.keepPlacesMinutes(), 1, 43_200);
        if (!config.demographicDuplicates().matches("note|adjudicate")) {
            throw wrong("demographicDuplicates", "must be note or adjudicate");
        }
        range("scanSeconds", config.scanSeconds(), 1, 600);
        if (!config.documentScan().matches("installed|required")) {
            throw wrong("documentScan", "must be installed or required");
        }
        if (requiresScan() && !stages.contains(DocumentScanStage.NAME)) {
            throw wrong("stages", "must hold the stage scan, since documentScan is required");
        }
    }

    private void checkTimes() {
        range("sampleSeconds", config.sampleSeconds(), 1, 600);
        range("engineSeconds", config.engineSeconds(), 1, 3_600);
        range("searchSeconds", config.searchSeconds(), 1, 86_400);
        // A stage that waits for an engine must be able to say what happened before its own time is over.
        int least = 2 * config.sampleSeconds() + config.engineSeconds() + config.searchSeconds() + WAITS_SECONDS;
        if (config.stageSeconds() < least || config.stageSeconds() > 86_400) {
            throw wrong("stageSeconds",
                    "must be " + least + " (2 x sampleSeconds + engineSeconds + searchSeconds + " + WAITS_SECONDS + ") to 86400");
        }
        range("leaseSeconds", config.leaseSeconds(), config.stageSeconds() + 20, 90_000);
    }

    private static List<String> stageNames(String order) {
        List<String> names = Arrays.stream(order.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            if (!name.matches(STAGE_NAME)) {
                throw wrong("stages", "must be names of 1 to 64 lower case letters, digits and hyphens, separated by commas");
            }
        }
        if (names.stream().distinct().count() != names.size()) {
            throw wrong("stages", "must name each stage once");
        }
        return names;
    }

    private static FalseMatchRate rate(String key, String value) {
        try {
            return new FalseMatchRate(Double.parseDouble(value));
        } catch (NumberFormatException | IdentityException invalid) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key, key + " must be a number above 0 and at most 1, such as 1e-6",
                    invalid);
        }
    }

    private static double share(String value) {
        double share;
        try {
            share = Double.parseDouble(value);
        } catch (NumberFormatException invalid) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "exactShare", "exactShare must be a number above 0 and at most 1",
                    invalid);
        }
        if (!(share > 0 && share <= 1)) {
            throw wrong("exactShare", "must be a number above 0 and at most 1");
        }
        return share;
    }

    private static Optional<Path> file(String name) {
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException noPath) {
            throw wrong("schemaFile", "must be the path of a file, or empty");
        }
    }

    private static void range(String key, int value, int from, int to) {
        if (value < from || value > to) {
            throw wrong(key, "must be " + from + " to " + to);
        }
    }

    private static IdentityException wrong(String key, String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, key, "id.core.enrollment: " + key + " " + mend);
    }

    List<String> stages() {
        return stages;
    }

    /** The stage at which an enrollment goes on; one that the order does not name (any more) starts anew. */
    String stageOrFirst(Optional<String> stage) {
        return stage.filter(stages::contains).orElse(stages.getFirst());
    }

    Optional<String> stageAfter(String stage) {
        int next = stages.indexOf(stage) + 1;
        return next > 0 && next < stages.size() ? Optional.of(stages.get(next)) : Optional.empty();
    }

    Optional<Path> schemaFile() {
        return schemaFile;
    }

    boolean checksSamplesAtSubmission() {
        return config.checkSamplesAtSubmission();
    }

    boolean requiresScan() {
        return config.documentScan().equals("required");
    }

    Duration scanLimit() {
        return Duration.ofSeconds(config.scanSeconds());
    }

    int minimumFingers() {
        return config.minimumFingers();
    }

    int minimumQuality() {
        return config.minimumQuality();
    }

    FalseMatchRate duplicateThreshold() {
        return duplicateThreshold;
    }

    FalseMatchRate adjudicationThreshold() {
        return adjudicationThreshold;
    }

    int maxCandidates() {
        return config.maxCandidates();
    }

    double exactShare() {
        return exactShare;
    }

    boolean adjudicatesDemographicDuplicates() {
        return config.demographicDuplicates().equals("adjudicate");
    }

    int workers() {
        return config.workers();
    }

    Duration stageLimit() {
        return Duration.ofSeconds(config.stageSeconds());
    }

    Duration lease() {
        return Duration.ofSeconds(config.leaseSeconds());
    }

    Duration sampleLimit() {
        return Duration.ofSeconds(config.sampleSeconds());
    }

    Duration engineLimit() {
        return Duration.ofSeconds(config.engineSeconds());
    }

    Duration searchLimit() {
        return Duration.ofSeconds(config.searchSeconds());
    }

    int maxAttempts() {
        return config.maxAttempts();
    }

    Duration firstDelay() {
        return Duration.ofMillis(config.firstDelayMillis());
    }

    Duration maxDelay() {
        return Duration.ofSeconds(config.maxDelaySeconds());
    }

    Duration poll() {
        return Duration.ofMillis(config.pollMillis());
    }

    long cacheBytes() {
        return config.cacheMegabytes() * 1024L * 1024L;
    }

    boolean takesOverClaims() {
        return config.takeOverClaims();
    }

    Duration keepPlaces() {
        return Duration.ofMinutes(config.keepPlacesMinutes());
    }
}
