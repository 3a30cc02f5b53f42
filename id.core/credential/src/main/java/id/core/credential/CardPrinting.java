package id.core.credential;

import java.time.Duration;
import java.util.regex.Pattern;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.credential.CredentialError;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginRegistry;
import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.storage.CredentialRecord;
import id.api.value.EnrollmentId;

/** Finds the printer of a layout and gives it the job. */
@Component(service = CardPrinting.class)
public final class CardPrinting {
    private static final Pattern LAYOUT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PluginRegistry plugins;
    private final SealedPortraits portraits;

    @Activate
    public CardPrinting(@Reference PluginRegistry plugins, @Reference SealedPortraits portraits) {
        this.plugins = plugins;
        this.portraits = portraits;
    }

    /** The credential's id names the job: printing again is the same job. */
    PrintOutcome print(CredentialRecord record, CardContent content, EnrollmentId enrollment, String layout) {
        if (layout == null || !LAYOUT.matcher(layout).matches()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "layout",
                    "A layout has 1 to 64 letters, digits, dots, underscores, hyphens");
        }
        PrintJob job = new PrintJob(record.id().value(), record.id(), layout, record.number(), content.issuer(),
                content.printed(), portraits.find(enrollment), content.credential().content().asUtf8(),
                record.issued(), record.expires());
        return plugins.await(CredentialPrinter.class, "(" + CredentialPrinter.LAYOUTS + "=" + layout + ")", LIMIT,
                printer -> printer.print(job)).orThrow(CredentialError.PRINTER_UNAVAILABLE, "layout");
    }
}
