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
import id.api.value.Bytes;
import id.api.value.EnrollmentId;

/** Finds the printer of a layout and gives it the job. */
@Component(service = CardPrinting.class)
public final class CardPrinting {
    private static final Pattern LAYOUT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String PDF = "application/pdf";
    private static final int LARGEST_DOCUMENT = 20 << 20;
    private static final int LONGEST_TEXT = 500;
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
        return sound(plugins.await(CredentialPrinter.class, "(" + CredentialPrinter.LAYOUTS + "=" + layout + ")", LIMIT,
                printer -> printer.print(job)).orThrow(CredentialError.PRINTER_UNAVAILABLE, "layout"));
    }

    /** A document goes to a browser at the desk: it is what the contract says, or nothing. */
    private static PrintOutcome sound(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Rendered(String mediaType, Bytes document) -> {
                require(PDF.equals(mediaType) && document != null && document.size() > 0 && document.size() <= LARGEST_DOCUMENT,
                        "The printer did not render a PDF of 1 byte to " + (LARGEST_DOCUMENT >> 20) + " MiB");
                yield outcome;
            }
            case PrintOutcome.Printed(String reference) -> {
                require(isShort(reference), "The printer does not give its number of the card");
                yield outcome;
            }
            case PrintOutcome.Refused(String reason) -> {
                require(isShort(reason), "The printer refused the card without saying why");
                yield outcome;
            }
            case PrintOutcome.OutOfStock(String what) -> {
                require(isShort(what), "The printer is out of stock without saying of what");
                yield outcome;
            }
        };
    }

    private static boolean isShort(String text) {
        return text != null && text.length() <= LONGEST_TEXT;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IdentityException(CredentialError.PRINTER_UNAVAILABLE, "layout", otherwise);
        }
    }
}
