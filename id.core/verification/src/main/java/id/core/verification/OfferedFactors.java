package id.core.verification;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginRegistry;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is known of the installed factors before one is called, and what may be believed of an answer. */
@Component(service = OfferedFactors.class)
public final class OfferedFactors {
    private static final int LONGEST_DESTINATION = 200;

    private final PluginRegistry plugins;
    private final long ownBundle;

    @Activate
    public OfferedFactors(BundleContext context, @Reference PluginRegistry plugins) {
        this(context.getBundle().getBundleId(), plugins);
    }

    OfferedFactors(long ownBundle, PluginRegistry plugins) {
        this.ownBundle = ownBundle;
        this.plugins = plugins;
    }

    /** The OSGi filter of a factor. */
    static String filter(String factor) {
        return "(" + AuthenticationFactor.FACTOR + "=" + factor + ")";
    }

    boolean isOffered(String factor) {
        return Ranges.isFactorName(factor) && called(factor).isPresent();
    }

    /**
     * Whether the factor that would be called is one of this bundle and says so of itself. Another's is never believed: one
     * that hangs in a transaction holds a connection for as long, and a few of them the whole store.
     */
    boolean says(String factor, String property) {
        return called(factor)
                .filter(offer -> Long.valueOf(ownBundle).equals(offer.properties().get(Constants.SERVICE_BUNDLEID)))
                .map(offer -> offer.properties().get(property)).filter(Boolean.TRUE::equals).isPresent();
    }

    private Optional<PluginOffer> called(String factor) {
        return plugins.offers(AuthenticationFactor.class, filter(factor)).stream().findFirst();
    }

    /**
     * @throws IdentityException
     *             UNAVAILABLE when the challenge does not say what a person has to know
     */
    static Optional<Challenge> sound(Optional<Challenge> challenge) {
        if (challenge != null && challenge.isPresent() && (challenge.get().expiresAt() == null
                || challenge.get().destination() == null || challenge.get().destination().length() > LONGEST_DESTINATION)) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "factor",
                    "The factor does not say where its challenge went and until when it counts");
        }
        return challenge;
    }
}
