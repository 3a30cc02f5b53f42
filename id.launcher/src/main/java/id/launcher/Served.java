package id.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Where the system answers, by its own word.
 *
 * @param certificate file with the certificate that it shows; empty where the line is not encrypted
 */
record Served(URI base, Optional<Path> certificate) {
    private static final String ADDRESS = "id.api.operation.HttpAddress";

    /** @return empty while it listens nowhere */
    static Optional<Served> find(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(ADDRESS);
        Object address = reference == null ? null : context.getService(reference);
        if (address == null) {
            return Optional.empty();
        }
        try {
            Class<?> type = Class.forName(ADDRESS, false, address.getClass().getClassLoader());
            Optional<?> certificate = (Optional<?>) type.getMethod("certificate").invoke(address);
            return Optional.of(new Served((URI) type.getMethod("base").invoke(address), certificate.map(Path.class::cast)));
        } catch (ReflectiveOperationException gone) {
            return Optional.empty();
        }
    }
}
