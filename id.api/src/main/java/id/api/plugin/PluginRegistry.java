package id.api.plugin;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/**
 * Calls plugins and says how they are. Safe for concurrent use.
 * <p>
 * A kind is an SPI of {@code id.api}: {@code CaptureDevice}, {@code BiometricMatcher}, {@code AbisEngine},
 * {@code CredentialPrinter}, {@code Notifier}, {@code ObjectStore}, {@code EnrollmentStage},
 * {@code AuthenticationFactor}, {@code CredentialFormat}, {@code EventReaction}, {@code ExternalRegistry},
 * {@code ContentScanner}. Among
 * several that fit the filter, the highest {@code service.ranking} is called.
 */
@ProviderType
public interface PluginRegistry {
    /**
     * Calls one plugin and waits for its answer.
     *
     * @param kind
     *            the SPI
     * @param filter
     *            OSGi filter over its service properties, {@code (modality=FINGER)}; empty for any
     * @param limit
     *            the longest to wait; the plugin's thread is then interrupted and abandoned
     * @param call
     *            what to ask; runs on another thread
     */
    <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call);

    /** The same for a plugin that answers by promise: the limit covers the promise, and so does the lease. */
    <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit, PluginCall<S, Promise<R>> call);

    /** The services of a kind that are there now and fit the filter, best first. */
    <S> List<PluginOffer> offers(Class<S> kind, String filter);

    /** Every bundle that offers a plugin or tried to. */
    List<PluginStatus> plugins();
}
