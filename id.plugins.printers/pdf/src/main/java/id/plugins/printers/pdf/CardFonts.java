package id.plugins.printers.pdf;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The fonts of one card, best first. A font belongs to one document; only the glyphs that are used go into it. */
final class CardFonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    private final FontChain regular;
    private final FontChain bold;

    /**
     * @param additional
     *            TrueType files for what the built-in font does not know, tried in order
     */
    CardFonts(PDDocument document, List<File> additional) throws IOException {
        List<PDFont> others = new ArrayList<>();
        for (File file : additional) {
            try (InputStream content = new FileInputStream(file)) {
                others.add(PDType0Font.load(document, content, true));
            }
        }
        regular = chain(builtIn(document, "DejaVuSans.ttf"), others);
        bold = chain(builtIn(document, "DejaVuSans-Bold.ttf"), others);
    }

    private static FontChain chain(PDFont first, List<PDFont> others) {
        List<PDFont> fonts = new ArrayList<>(others);
        fonts.addFirst(first);
        return new FontChain(fonts);
    }

    private static PDFont builtIn(PDDocument document, String name) throws IOException {
        try (InputStream content = CardFonts.class.getResourceAsStream(FOLDER + name)) {
            if (content == null) {
                throw new IOException("The font " + name + " is not in the bundle");
            }
            return PDType0Font.load(document, content, true);
        }
    }

    FontChain regular() {
        return regular;
    }

    FontChain bold() {
        return bold;
    }
}
