package id.plugins.printers.pdf;

import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** Renders identity cards: the same job gives the same bytes. */
@Component(configurationPid = "id.plugins.printers.pdf", property = CredentialPrinter.LAYOUTS + "="
        + PdfCardPrinter.ID_1)
@Designate(ocd = PdfCardPrinter.Config.class)
public final class PdfCardPrinter implements CredentialPrinter {
    /** ISO/IEC 7810 ID-1, front and back as two pages. */
    static final String ID_1 = "id-1-pdf";

    /** Settings. */
    @ObjectClassDefinition(name = "PDF card printer")
    public @interface Config {
        @AttributeDefinition(
                description = "TrueType font files for scripts beyond Latin, Greek and Cyrillic, tried in order; absolute paths")
        String[] fonts() default {};

        @AttributeDefinition(description = "Colour of the head of the card, red green blue as 6 hexadecimal digits")
        String color() default "1f4e79";

        @AttributeDefinition(description = "Sentence on the back")
        String notice() default "If found, please return this card to the issuing authority.";
    }

    private final List<Path> fonts = new ArrayList<>();
    private final int color;
    private final String notice;
    private final PromiseFactory promises;

    @Activate
    public PdfCardPrinter(Config config, @Reference(target = "(executor=virtual)") ExecutorService executor) {
        for (String font : config.fonts()) {
            if (!Files.isReadable(Path.of(font))) {
                throw new IllegalArgumentException("fonts must name readable TrueType files; " + font + " is none");
            }
            fonts.add(Path.of(font));
        }
        if (!config.color().matches("[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("color must be 6 hexadecimal digits and is " + config.color());
        }
        this.color = Integer.parseInt(config.color(), 16);
        this.notice = config.notice();
        this.promises = new PromiseFactory(executor);
    }

    @Override
    public Set<String> layouts() {
        return Set.of(ID_1);
    }

    @Override
    public Promise<PrintOutcome> print(PrintJob job) {
        return promises.submit(() -> render(job));
    }

    private PrintOutcome render(PrintJob job) {
        if (!job.layout().equals(ID_1)) {
            return new PrintOutcome.Refused("This printer has the layout " + ID_1 + " only");
        }
        try {
            return new PrintOutcome.Rendered("application/pdf",
                    Bytes.of(new CardDocument(job, color, notice, fonts).render()));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException("The card cannot be rendered", broken);
        }
    }
}
