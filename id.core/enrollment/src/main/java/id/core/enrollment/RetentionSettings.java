package id.core.enrollment;

import id.api.enrollment.RetentionKind;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** For how long data is kept. */
@Component(service = RetentionSettings.class, configurationPid = "id.core.enrollment.retention")
@Designate(ocd = RetentionSettings.Config.class)
public final class RetentionSettings {

    /** Settings. */
    @ObjectClassDefinition(name = "Retention")
    public @interface Config {
        @AttributeDefinition(min = "0", max = "36500",
                description = "How long the packet of an enrollment is kept after its person was registered, in days, 1 to 36500; 0: without end")
        int packetDays() default 30;

        @AttributeDefinition(min = "0", max = "36500",
                description = "How long all of a rejected enrollment is kept after that, in days, 1 to 36500; 0: without end")
        int rejectedDays() default 90;

        @AttributeDefinition(min = "0", max = "36500",
                description = "How long all of an enrollment of somebody who was enrolled already is kept after that was found, in days, 1 to 36500; 0: without end")
        int duplicateDays() default 90;

        @AttributeDefinition(min = "0", max = "36500",
                description = "How long a draft is kept after it was begun, in days, 1 to 36500; 0: without end")
        int draftDays() default 30;

        @AttributeDefinition(min = "1", max = "1440", description = "Time between two looks at what is due, in minutes, 1 to 1440")
        int everyMinutes() default 60;
    }

    private final Config config;

    @Activate
    public RetentionSettings(Config config) {
        within("packetDays", config.packetDays(), 0, 36_500, "days");
        within("rejectedDays", config.rejectedDays(), 0, 36_500, "days");
        within("duplicateDays", config.duplicateDays(), 0, 36_500, "days");
        within("draftDays", config.draftDays(), 0, 36_500, "days");
        within("everyMinutes", config.everyMinutes(), 1, 1_440, "minutes");
        this.config = config;
    }

    Duration every() {
        return Duration.ofMinutes(config.everyMinutes());
    }

    /** Empty: without end. */
    Optional<Duration> period(RetentionKind kind) {
        return switch (kind) {
            case PACKETS -> days(config.packetDays());
            case REJECTED -> days(config.rejectedDays());
            case DUPLICATES -> days(config.duplicateDays());
            case DRAFTS -> days(config.draftDays());
            case SHORT_LIVED -> Optional.of(Duration.ZERO);
        };
    }

    private static Optional<Duration> days(int days) {
        return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
    }

    private static void within(String setting, int value, int min, int max, String unit) {
        if (value < min || value > max) {
            throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                    "Setting " + setting + " must be " + min + " to " + max + " " + unit);
        }
    }
}
