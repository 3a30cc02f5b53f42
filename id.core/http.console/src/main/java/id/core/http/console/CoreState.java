package id.core.http.console;

import id.api.audit.AuditTrail;
import id.api.biometric.Modality;
import id.api.credential.CredentialService;
import id.api.enrollment.EnrollmentDrafts;
import id.api.enrollment.EnrollmentService;
import id.api.identity.IdentityRegistry;
import id.api.matching.AbisEngine;
import id.api.matching.GalleryStatus;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerRegistry;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.security.Sealer;
import id.api.security.Signer;
import id.api.value.GalleryId;
import id.api.verification.VerificationService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.jakartars.runtime.JakartarsServiceRuntime;
import org.osgi.service.jakartars.runtime.dto.ResourceDTO;
import org.osgi.service.jakartars.runtime.dto.RuntimeDTO;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What of the core is there. The references are optional and dynamic, the one place where they are: who asks how the
 * system is must get an answer exactly while something is missing.
 */
@Component(service = CoreState.class, configurationPid = "id.core.http.console")
@Designate(ocd = CoreState.Config.class)
public final class CoreState {
    private static final List<Class<?>> NEEDED = List.of(AccessTokens.class, AuditTrail.class, CredentialService.class,
            EnrollmentDrafts.class, EnrollmentService.class, IdentityRegistry.class, PartnerRegistry.class,
            PluginRegistry.class, Sealer.class, Signer.class, VerificationService.class);
    private static final String RESOURCES = "(osgi.jakartars.resource=true)";
    private static final Duration ENGINE_LIMIT = Duration.ofSeconds(5);

    private final BundleContext context;
    private final NeededKinds kinds;

    /** Settings. */
    @ObjectClassDefinition(name = "Health")
    public @interface Config {
        @AttributeDefinition(name = "Needed kinds",
                description = "Kinds of plugins of which one must be there and be called for /health/ready to say so, by the simple names of their interfaces; without any an enrollment cannot be done")
        String[] neededKinds() default { "BiometricMatcher", "AbisEngine", "ObjectStore" };
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY) private volatile EnrollmentService enrollments;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY) private volatile PluginRegistry plugins;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY) private volatile JakartarsServiceRuntime rest;

    @Activate
    public CoreState(BundleContext context, Config config) {
        this.context = context;
        this.kinds = new NeededKinds(config.neededKinds());
    }

    BundleContext context() {
        return context;
    }

    Optional<EnrollmentService> enrollments() {
        return Optional.ofNullable(enrollments);
    }

    Optional<PluginRegistry> plugins() {
        return Optional.ofNullable(plugins);
    }

    /** What keeps the system from doing its work, in words for an operator; empty when it is ready. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Class<?> service : NEEDED) {
            if (context.getServiceReference(service) == null) {
                missing.add(service.getSimpleName());
            }
        }
        if (!restAnswers()) {
            missing.add("REST endpoints");
        }
        plugins().ifPresent(registry -> missing.addAll(kinds.missing(registry.plugins())));
        if (missing.isEmpty() && gallery().equals(Gallery.LOADING)) {
            missing.add("biometric gallery: still loading");
        }
        return missing;
    }

    /** How the gallery of residents is. Without an engine enrollments are held and nothing is lost. */
    enum Gallery {
        LOADED, LOADING, NO_ENGINE
    }

    Gallery gallery() {
        PluginRegistry registry = plugins;
        String filter = "(" + AbisEngine.MODALITY + "=" + Modality.FINGER + ")";
        if (registry == null || registry.offers(AbisEngine.class, filter).isEmpty()) {
            return Gallery.NO_ENGINE;
        }
        PluginOutcome<GalleryStatus> outcome = registry.call(AbisEngine.class, filter, ENGINE_LIMIT,
                engine -> engine.status(GalleryId.RESIDENTS));
        return outcome instanceof PluginOutcome.Answered<GalleryStatus>(var status) && status.ready() ? Gallery.LOADED
                : Gallery.LOADING;
    }

    /** Every endpoint that is registered is also reachable. */
    private boolean restAnswers() {
        JakartarsServiceRuntime runtime = rest;
        if (runtime == null) {
            return false;
        }
        RuntimeDTO state = runtime.getRuntimeDTO();
        ResourceDTO[] reachable = state.defaultApplication == null ? null : state.defaultApplication.resourceDTOs;
        return reachable != null && reachable.length > 0 && reachable.length >= registeredEndpoints();
    }

    private int registeredEndpoints() {
        try {
            var references = context.getAllServiceReferences(null, RESOURCES);
            return references == null ? 0 : references.length;
        } catch (InvalidSyntaxException constant) {
            throw new IllegalStateException(constant);
        }
    }
}
