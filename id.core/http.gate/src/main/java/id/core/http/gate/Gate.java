package id.core.http.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.access.ObjectPlaces;
import id.api.access.StaffSessions;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.AccessTokens;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtension;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsName;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Puts the gate before all resources of the whiteboard. */
@Component(service = Feature.class, configurationPid = "id.core.http.gate")
@JakartarsExtension
@JakartarsName(Gate.NAME)
@Designate(ocd = Gate.Config.class)
public final class Gate implements Feature {
    /** Name of the extension that resources select. */
    public static final String NAME = "idem.gate";

    /** Limits of a request. */
    @ObjectClassDefinition(name = "Gate before the REST endpoints")
    public @interface Config {
        @AttributeDefinition(description = "Largest body of a request in MiB, 1 to 128")
        int maxBodyMebibytes() default 64;

        @AttributeDefinition(description = "Deepest nesting of a JSON body, 8 to 1000 levels")
        int maxJsonDepth() default 64;
    }

    private final Callers callers;
    private final RefusedAccess refused;
    private final RateLimits limits;
    private final InstantSource clock;
    private final ObjectMapper mapper;
    private final long maxBytes;

    @Activate
    public Gate(Config config, @Reference AccessTokens tokens, @Reference StaffSessions sessions,
            @Reference ObjectPlaces places, @Reference AuditTrail audit, @Reference InstantSource clock,
            @Reference RateLimits limits) {
        this.refused = new RefusedAccess(audit, System::nanoTime);
        this.limits = limits;
        this.callers = new Callers(tokens, sessions, places);
        this.clock = clock;
        int mebibytes = within("maxBodyMebibytes", config.maxBodyMebibytes(), 1, 128);
        this.maxBytes = mebibytes * 1024L * 1024L;
        this.mapper = StrictJson.mapper(within("maxJsonDepth", config.maxJsonDepth(), 8, 1000), (int) maxBytes);
    }

    private static int within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key, key + " is " + lowest + " to " + highest);
        }
        return value;
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(new AccessRules(callers, refused, limits));
        context.register(new OnceOnly());
        context.register(new SameSite());
        context.register(new BodyLimit(maxBytes));
        context.register(new JsonBody(mapper));
        context.register(new FaultMapper());
        context.register(new AnswerForm(clock));
        return true;
    }
}
