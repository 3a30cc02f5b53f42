package id.api.plugin;

import java.util.Objects;
import java.util.Optional;

/** What came of bringing a plugin in or taking it out. */
public sealed interface PluginChange {
    /**
     * It is as asked.
     *
     * @param plugin
     *            the plugin afterwards, or as it was before it was removed
     * @param replaced
     *            version that it took the place of
     */
    record Done(PluginStatus plugin, Optional<String> replaced) implements PluginChange {
        public Done {
            Objects.requireNonNull(plugin, "plugin");
            Objects.requireNonNull(replaced, "replaced");
        }
    }

    /**
     * The new version did not come up, and the old one works on.
     *
     * @param plugin
     *            the old one
     * @param why
     *            what the new one lacked, one sentence for an operator
     */
    record Kept(PluginStatus plugin, String why) implements PluginChange {
        public Kept {
            Objects.requireNonNull(plugin, "plugin");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The gate did not let it in: no code of it ran.
     *
     * @param code
     *            the reason, stable
     * @param why
     *            one sentence for an operator
     */
    record Refused(String code, String why) implements PluginChange {
        public Refused {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(why, "why");
        }
    }
}
