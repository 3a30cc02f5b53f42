package id.core.plugins;

import id.api.audit.AuditEntry;
import id.api.plugin.PluginFigures.Breaker;
import id.api.value.ClientId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the breakers of plugin services, and tells the log and the audit trail of each change. */
final class BreakerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BreakerWatch.class);

    private final PluginBreaker.Rule rule;
    private final Clock clock;
    private final Consumer<AuditEntry> trail;

    BreakerWatch(PluginBreaker.Rule rule, Clock clock, Consumer<AuditEntry> trail) {
        this.rule = rule;
        this.clock = clock;
        this.trail = trail;
    }

    PluginBreaker breaker(ServiceReference<?> reference, Bundle bundle) {
        String name = bundle.getSymbolicName();
        if (Lease.isCore(bundle)) {
            return PluginBreaker.closed(name);
        }
        List<String> kinds = PluginKinds.simpleNames(Set.of((String[]) reference.getProperty(Constants.OBJECTCLASS)));
        String service = String.valueOf(reference.getProperty(Constants.SERVICE_ID));
        String version = bundle.getVersion().toString();
        return new PluginBreaker(name, rule, clock, to -> tell(name, version, kinds, service, to));
    }

    private void tell(String plugin, String version, List<String> kinds, String service, Breaker to) {
        String event = switch (to) {
            case OPEN -> {
                LOG.warn("{} {} failed too often: {} is left alone for {} s", plugin, version, kinds,
                        rule.pause().toSeconds());
                yield "plugin.breaker-opened";
            }
            case HALF_OPEN, DUE -> {
                LOG.info("{} {}: {} is tried again", plugin, version, kinds);
                yield "plugin.breaker-half-open";
            }
            case CLOSED -> {
                LOG.info("{} {} works again: {}", plugin, version, kinds);
                yield "plugin.breaker-closed";
            }
        };
        trail.accept(new AuditEntry(event, ClientId.SYSTEM, plugin, to == Breaker.OPEN ? "FAILED" : "DONE",
                Map.of("version", version, "kinds", String.join(",", kinds), "service", service)));
    }
}
