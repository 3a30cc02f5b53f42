package id.api.operation;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Where this system answers to whoever is on the same machine. Registered while it listens. */
@ProviderType
public interface HttpAddress {
    /** Scheme, host and port, without a path: {@code https://127.0.0.1:8443}. */
    URI base();

    /**
     * The file with the certificate that the server shows, PEM, written anew before another one is shown: whoever may
     * read the home trusts exactly that one. Empty where the line is not encrypted.
     */
    Optional<Path> certificate();
}
