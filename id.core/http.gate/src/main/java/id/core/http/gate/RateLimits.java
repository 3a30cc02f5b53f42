package id.core.http.gate;

import id.api.access.AccessError;
import id.api.access.ClientLimits;
import id.api.access.RefusedCalls;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How many calls a client and an address may make. Each node counts for itself, in memory: what is to hold on all nodes and
 * over a restart, such as wrong tries, is counted in the store by whoever checks them. Changed settings begin with full
 * buckets.
 */
@Component(service = { RateLimits.class, RefusedCalls.class }, configurationPid = "id.core.http.gate.limits")
@Designate(ocd = RateLimits.Config.class)
public final class RateLimits implements RefusedCalls {
    /** What is no address; all such callers share one bucket. */
    static final String UNKNOWN = "unknown";

    private static final int HIGHEST = 10_000_000;

    /** Settings. */
    @ObjectClassDefinition(name = "Limits of calls")
    public @interface Config {
        @AttributeDefinition(description = "Calls of one client within a minute, on this node; 1 to 10,000,000")
        int clientCallsPerMinute() default 60_000;

        @AttributeDefinition(
                description = "Clients with a limit of their own, calls within a minute: bank=6000; 1 to 10,000,000")
        String[] clients() default {};

        @AttributeDefinition(description = "Calls from one address within a minute, on this node; 1 to 10,000,000")
        int addressCallsPerMinute() default 120_000;

        @AttributeDefinition(
                description = "Calls from one address within a minute that show a credential (tokens, log-ins of people); 1 to 10,000,000")
        int loginCallsPerMinute() default 600;

        @AttributeDefinition(description = "Proxies whose X-Forwarded-For is believed: addresses, or networks such as 10.0.0.0/28")
        String[] trustedProxies() default {};

        @AttributeDefinition(description = "Callers that are remembered at a time, of each kind; 1,000 to 1,000,000")
        int rememberedCallers() default 50_000;
    }

    private final Refusals refusals;
    private final TimeMeter time;
    private volatile State state;

    /** What holds between two changes of settings. */
    private record State(Map<String, Integer> ownLimits, Map<String, Buckets> own, Budget client, Budget address, Budget login,
            TrustedProxies proxies) {}

    /** A limit, and what is left of it for each caller. */
    private record Budget(int perMinute, Buckets buckets) {}

    @Activate
    public RateLimits(Config config, @Reference AuditTrail audit) {
        this(config, audit, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Config config, AuditTrail audit, TimeMeter time) {
        this.time = time;
        this.refusals = new Refusals(audit, time::currentTimeNanos);
        change(config);
    }

    /** A value out of its range changes nothing. */
    @Modified
    void change(Config config) {
        int remembered = within("rememberedCallers", config.rememberedCallers(), 1_000, 1_000_000);
        Map<String, Integer> ownLimits = ClientLimits.of("clients", HIGHEST, config.clients()).byClient();
        Map<String, Buckets> own = new HashMap<>();
        ownLimits.forEach((client, perMinute) -> own.put(client, new Buckets(perMinute, 1, time)));
        this.state = new State(ownLimits, own,
                budget("clientCallsPerMinute", config.clientCallsPerMinute(), remembered),
                budget("addressCallsPerMinute", config.addressCallsPerMinute(), remembered),
                budget("loginCallsPerMinute", config.loginCallsPerMinute(), remembered),
                new TrustedProxies(config.trustedProxies()));
    }

    private Budget budget(String key, int perMinute, int remembered) {
        return new Budget(within(key, perMinute, 1, HIGHEST), new Buckets(perMinute, remembered, time));
    }

    private static int within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key, key + " is " + lowest + " to " + highest);
        }
        return value;
    }

    /** Where a call comes from, as it is counted: see {@link TrustedProxies#caller}. */
    String caller(String peer, String forwardedFor) {
        return state.proxies().caller(peer, forwardedFor);
    }

    /**
     * Counts a call from an address.
     *
     * @throws IdentityException
     *             TOO_MANY_CALLS, with the time to wait
     */
    void address(String address) {
        Budget budget = state.address();
        take(Refusals.Limit.ADDRESS, address, budget.perMinute(), budget.buckets());
    }

    /** Counts a call from an address that shows a credential; as {@link #address}. */
    void login(String address) {
        Budget budget = state.login();
        take(Refusals.Limit.LOGIN, address, budget.perMinute(), budget.buckets());
    }

    /** Counts a call of a client, be it a machine or a person who is logged in; as {@link #address}. */
    void client(ClientId client) {
        State now = state;
        Buckets own = now.own().get(client.value());
        if (own == null) {
            take(Refusals.Limit.CLIENT, client.value(), now.client().perMinute(), now.client().buckets());
        } else {
            take(Refusals.Limit.CLIENT, client.value(), now.ownLimits().get(client.value()), own);
        }
    }

    private void take(Refusals.Limit limit, String caller, int perMinute, Buckets buckets) {
        long wait = buckets.take(caller);
        if (wait > 0) {
            refusals.note(limit, caller, perMinute);
            throw new IdentityException(AccessError.TOO_MANY_CALLS, "",
                    "More than " + perMinute + " calls a minute: send fewer, and come again after the time in Retry-After")
                    .after(Duration.ofNanos(wait));
        }
    }

    @Override
    public Map<String, Long> byLimit() {
        Map<String, Long> counts = new TreeMap<>();
        refusals.counts().forEach((limit, count) -> counts.put(limit.label(), count.sum()));
        return counts;
    }
}
