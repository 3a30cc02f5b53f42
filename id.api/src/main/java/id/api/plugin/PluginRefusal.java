package id.api.plugin;

import java.time.Instant;
import java.util.Objects;

/**
 * A jar that is not in use because it was not let in, or because a newer version did not come up.
 *
 * @param file
 *            name of the file that was dropped, or of the plugin where it came by the API or was installed before
 * @param code
 *            the reason, stable; {@code NOT_UP} for a version that did not come up
 * @param why
 *            one sentence for an operator
 * @param mend
 *            what to do about it
 * @param at
 *            when
 */
public record PluginRefusal(String file, String code, String why, String mend, Instant at) {
    public PluginRefusal {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(mend, "mend");
        Objects.requireNonNull(at, "at");
    }
}
