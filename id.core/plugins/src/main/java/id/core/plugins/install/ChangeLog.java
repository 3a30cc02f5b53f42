package id.core.plugins.install;

import id.api.audit.AuditEntry;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginRefusal;
import id.api.value.ClientId;
import id.core.plugins.gate.RefusalCode;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what happens to plugins: in the audit trail, in the log, and refusals for those who ask why. */
final class ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
    private static final int LONGEST = 500;

    private final Consumer<AuditEntry> trail;
    private final Refusals refusals;
    private final InstantSource clock;

    ChangeLog(Consumer<AuditEntry> trail, Refusals refusals, InstantSource clock) {
        this.trail = trail;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** @param event
     *            installed, upgraded, moved, removed, started */
    void done(String event, InstalledPlugin plugin, Map<String, String> more, ClientId by) {
        Map<String, String> details = of(plugin);
        details.putAll(more);
        trail.accept(new AuditEntry("plugin." + event, by, plugin.name(), "DONE", details));
        LOG.info("Plugin {} {}: {} ({})", plugin.name(), plugin.version(), event, plugin.sha256());
        if (plugin.publisher().isEmpty() && !event.equals("removed")) {
            LOG.warn("Plugin {} {} is not signed: nobody answers for it. Mode pilot takes it, production would not",
                    plugin.name(), plugin.version());
        }
        refusals.mended(plugin.name());
    }

    /** @param file
     *            what was refused, by the name that an operator knows */
    void refused(String file, PluginChange.Refused refused, ClientId by) {
        trail.accept(
                new AuditEntry("plugin.refused", by, subject(file), "REFUSED", Map.of("code", refused.code(), "why", cut(refused.why()))));
        LOG.warn("Plugin {} is refused, {}: {}", file, refused.code(), refused.why());
        refusals.add(new PluginRefusal(file, refused.code(), refused.why(), mend(refused.code()), clock.instant()));
    }

    /** A version did not come up. */
    void kept(String file, InstalledPlugin newcomer, String why, ClientId by) {
        Map<String, String> details = of(newcomer);
        details.put("why", cut(why));
        trail.accept(new AuditEntry("plugin.upgraded", by, newcomer.name(), "FAILED", details));
        LOG.warn("Plugin {} {} did not come up, and the version before stays: {}", newcomer.name(), newcomer.version(), why);
        refusals.add(new PluginRefusal(file, "NOT_UP", newcomer.name() + " " + newcomer.version() + ": " + why,
                "Mend what it lacks, then install it again; the version before works on", clock.instant()));
    }

    /** A plugin does not run where the settings want it. */
    void unmoved(InstalledPlugin plugin, String why, ClientId by) {
        Map<String, String> details = of(plugin);
        details.put("why", cut(why));
        trail.accept(new AuditEntry("plugin.moved", by, plugin.name(), "FAILED", details));
        LOG.error("PLUGIN {} {} CANNOT RUN {} AND STAYS WHERE IT IS: {}", plugin.name(), plugin.version(),
                plugin.outside() ? "IN A PROCESS OF ITS OWN" : "IN THE CORE'S PROCESS", why);
        refusals.add(new PluginRefusal(plugin.name(), "NOT_MOVED", plugin.name() + " " + plugin.version() + ": " + why,
                "Mend what it lacks, or change outOfProcess; it works on where it is", clock.instant()));
    }

    /** Something of a plugin hangs or broke where no caller is told. */
    void broken(InstalledPlugin plugin, String what, Throwable why) {
        LOG.error("Plugin {} {}: {}", plugin.name(), plugin.version(), what, why);
    }

    private static String mend(String code) {
        try {
            return RefusalMend.of(RefusalCode.valueOf(code));
        } catch (IllegalArgumentException ofOurs) {
            return "Install it again from the vendor's file";
        }
    }

    private static Map<String, String> of(InstalledPlugin plugin) {
        Map<String, String> details = new TreeMap<>();
        details.put("version", cut(plugin.version()));
        details.put("sha256", plugin.sha256());
        details.put("publisher", plugin.publisher().orElse("unsigned"));
        return details;
    }

    /** A file's name is somebody's text. */
    private static String subject(String file) {
        return cut(file.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
