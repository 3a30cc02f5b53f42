package id.plugins.printers.pdf;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.zxing.WriterException;

import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.value.Bytes;

/** Renders both sides of an ID-1 card. The same job yields the same bytes. */
@Component(configurationPid = "id.plugins.printers.pdf", property = CredentialPrinter.LAYOUTS + "="
        + PdfCardPrinter.LAYOUT)
@Designate(ocd = PdfCardPrinter.Config.class)
public final class PdfCardPrinter implements CredentialPrinter {
    static final String LAYOUT = "id-1-pdf";
    private static final Logger LOG = LoggerFactory.getLogger(PdfCardPrinter.class);

    /** Settings. */
    @ObjectClassDefinition(name = "PDF card printer")
    public @interface Config {
        @AttributeDefinition(description = "Title of the card")
        String title() default "Identity card";

        @AttributeDefinition(description = "Label of the card number")
        String numberLabel() default "Card number";

        @AttributeDefinition(description = "Label of the day of issue")
        String issuedLabel() default "Date of issue";

        @AttributeDefinition(description = "Label of the last day of validity")
        String expiresLabel() default "Valid until";

        @AttributeDefinition(description = "Notice on the back, up to about 200 characters")
        String notice() default "This card remains the property of the issuer. The code carries the holder's data, signed: any claim 169 reader can check it offline.";

        @AttributeDefinition(description = "Colour of the card, #RRGGBB; dark enough for white text")
        String color() default "#17505B";

        @AttributeDefinition(description = "Largest portrait that is unpacked, in pixels; 10,000 to 200,000,000")
        long maxPortraitPixels() default 25_000_000;

        @AttributeDefinition(description = "TrueType files for writing that the built-in font (DejaVu Sans) lacks, tried in order")
        String[] fonts() default {};
    }

    private final CardStyle style;
    private final ImageLimits limits;
    private final List<File> fonts;
    private final PromiseFactory promises;

    @Activate
    public PdfCardPrinter(Config config, @Reference(target = "(executor=virtual)") ExecutorService executor) {
        this.promises = new PromiseFactory(executor);
        this.style = new CardStyle(config.title(), config.numberLabel(), config.issuedLabel(), config.expiresLabel(),
                config.notice(), color(config.color()));
        if (config.maxPortraitPixels() < 10_000 || config.maxPortraitPixels() > 200_000_000) {
            throw new IllegalArgumentException(
                    "maxPortraitPixels must be 10,000 to 200,000,000 and is " + config.maxPortraitPixels());
        }
        this.limits = new ImageLimits(config.maxPortraitPixels());
        this.fonts = Stream.of(config.fonts()).map(File::new).toList();
        for (File font : fonts) {
            if (!font.canRead()) {
                throw new IllegalArgumentException("fonts must name readable files and names " + font);
            }
        }
    }

    private static Color color(String value) {
        if (!value.matches("#[0-9A-Fa-f]{6}")) {
            throw new IllegalArgumentException("color must have the form #RRGGBB and is " + value);
        }
        return Color.decode(value);
    }

    @Override
    public Set<String> layouts() {
        return Set.of(LAYOUT);
    }

    @Override
    public Promise<PrintOutcome> print(PrintJob job) {
        return promises.submit(() -> outcome(job));
    }

    private PrintOutcome outcome(PrintJob job) throws IOException {
        if (!job.layout().equals(LAYOUT)) {
            return new PrintOutcome.Refused("This printer prints " + LAYOUT + " only");
        }
        try {
            return render(job);
        } catch (PortraitUnreadableException unreadable) {
            return new PrintOutcome.Refused(unreadable.getMessage());
        } catch (WriterException tooLong) {
            return new PrintOutcome.Refused("The text does not fit into a QR code");
        }
    }

    private PrintOutcome render(PrintJob job) throws IOException, PortraitUnreadableException, WriterException {
        try (PDDocument document = new PDDocument()) {
            Card card = new Card(document, new CardFonts(document, fonts), style);
            new FrontSide(card, job).draw(portrait(job));
            new BackSide(card, job).draw();
            describe(document, job);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            if (card.substituted() > 0) {
                LOG.warn("Card {}: {} characters are in none of the fonts and were printed without accents or as ?: "
                        + "name a font for them in the setting fonts", job.credential().value(), card.substituted());
            }
            return new PrintOutcome.Rendered("application/pdf", Bytes.of(bytes.toByteArray()));
        }
    }

    private Optional<BufferedImage> portrait(PrintJob job) throws PortraitUnreadableException {
        return job.portrait().isPresent()
                ? Optional.of(PortraitImage.of(job.portrait().get(), limits))
                : Optional.empty();
    }

    /** Nothing of the moment goes into the document: the same job is the same file. */
    private void describe(PDDocument document, PrintJob job) {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(style.title());
        information.setProducer("Idem");
        information.setCreationDate(midnight(job.issued()));
        document.setDocumentId((long) job.jobId().hashCode());
    }

    private static Calendar midnight(LocalDate day) {
        return GregorianCalendar.from(day.atTime(LocalTime.MIDNIGHT).atZone(ZoneOffset.UTC));
    }
}
