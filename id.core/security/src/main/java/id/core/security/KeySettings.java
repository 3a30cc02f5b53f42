package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of keys. A change counts at once and restarts nothing: all that is sealed hangs on these components. */
@Component(service = KeySettings.class, configurationPid = "id.core.security.keys")
@Designate(ocd = KeySettings.Config.class)
public final class KeySettings {

    /** Settings. */
    @ObjectClassDefinition(name = "Keys")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "1440",
                description = "How long an unwrapped data key stays in memory without the vault, in minutes, 1 to 1440: "
                        + "for so long a vault that does not answer stops no service")
        int cacheMinutes() default 60;

        @AttributeDefinition(min = "1", max = "3600",
                description = "Time between two looks at what other nodes did with the keys, in seconds, 1 to 3600")
        int refreshSeconds() default 30;

        @AttributeDefinition(min = "0", max = "36500",
                description = "Age at which all keys that can be rotated are, by themselves, in days, 1 to "
                        + "36500; 0: never")
        int rotateAfterDays() default 365;

        @AttributeDefinition(min = "1", max = "10080",
                description = "Age that the successor of a key must have before the key can be revoked, in minutes, 1 to "
                        + "10080: longer than anything that was begun under the old key may take")
        int revokeAfterMinutes() default 10;

        @AttributeDefinition(min = "1", max = "100000",
                description = "How many stored records are looked at each second at most while they are moved under a "
                        + "newer data key, 1 to 100000")
        int resealPerSecond() default 500;

        @AttributeDefinition(min = "1", max = "10080",
                description = "How long erasures are collected before a new erasure epoch begins, in minutes, 1 to 10080: "
                        + "all that is left is sealed anew for it")
        int epochMinutes() default 1_440;

        @AttributeDefinition(min = "0", max = "3650",
                description = "How long backups are kept, in days, 0 to 3650: so long after everything was moved out of an "
                        + "erasure epoch its key is destroyed, and no older backup can be restored any more")
        int backupsKeptDays() default 30;
    }

    private volatile Values values;

    /**
     * The settings as they are used.
     *
     * @param rotateAfter
     *            zero: never
     */
    record Values(Duration cache, Duration refresh, Duration rotateAfter, Duration revokeAfter, int resealPerSecond,
            Duration epoch, Duration backupsKept) {
        /** After so long without a look at the store, the newest version of a key is not taken for known any more. */
        Duration staleAfter() {
            return refresh.multipliedBy(2);
        }
    }

    @Activate
    public KeySettings(Config config) {
        change(config);
    }

    KeySettings(Values values) {
        this.values = values;
    }

    @Modified
    void change(Config config) {
        this.values = new Values(Duration.ofMinutes(within("cacheMinutes", config.cacheMinutes(), 1, 1_440, "minutes")),
                Duration.ofSeconds(within("refreshSeconds", config.refreshSeconds(), 1, 3_600, "seconds")),
                Duration.ofDays(within("rotateAfterDays", config.rotateAfterDays(), 0, 36_500, "days")),
                Duration.ofMinutes(within("revokeAfterMinutes", config.revokeAfterMinutes(), 1, 10_080, "minutes")),
                within("resealPerSecond", config.resealPerSecond(), 1, 100_000, "records"),
                Duration.ofMinutes(within("epochMinutes", config.epochMinutes(), 1, 10_080, "minutes")),
                Duration.ofDays(within("backupsKeptDays", config.backupsKeptDays(), 0, 3_650, "days")));
    }

    Values now() {
        return values;
    }

    private static int within(String setting, int value, int min, int max, String unit) {
        if (value < min || value > max) {
            throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                    "Setting " + setting + " must be " + min + " to " + max + " " + unit);
        }
        return value;
    }
}
