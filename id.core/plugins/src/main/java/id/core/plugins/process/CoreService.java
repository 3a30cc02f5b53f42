package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service of the core that plugins in other processes reach, looked up for each call: it may come late and change.
 *
 * @param absent
 *            what to say while it is not there
 */
record CoreService<S>(BundleContext context, Class<S> type, String absent) {
    /** @throws IdentityException UNAVAILABLE while it is not there */
    <T> T ask(Function<S, T> question) {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", absent);
        }
        try {
            return question.apply(service);
        } finally {
            context.ungetService(reference);
        }
    }
}
