package id.api.printer;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.util.promise.Promise;

/** Prints or renders credentials. Safe for concurrent use. */
@ConsumerType
public interface CredentialPrinter {
    /** Service property, {@code String[]}: the layouts it prints, for example {@code id-1-pdf}. Required. */
    String LAYOUTS = "printer.layouts";

    /** The layouts it prints; the same as the service property. */
    Set<String> layouts();

    /**
     * Prints one credential. Idempotent by job id: the same job again yields the first outcome (a renderer may render
     * anew, byte for byte the same).
     */
    Promise<PrintOutcome> print(PrintJob job);
}
