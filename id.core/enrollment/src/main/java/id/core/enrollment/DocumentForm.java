package id.core.enrollment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a document is what its media type says, by its first bytes: for those kinds that have a mark of their own. What
 * a browser or a system would run is refused under any name: a document is opened by an adjudicator years later.
 */
final class DocumentForm {
    /** So many first bytes are looked at. */
    static final int HEAD_BYTES = 1_024;

    /** Beginnings, as ISO 8859-1 text, that the kinds of their media types have: ISO 32000 (PDF), ISO 10918 (JPEG), ISO 15948 (PNG), TIFF 6.0, ISO 15444 (JPEG 2000: a file, or a code stream). */
    private static final Map<String, List<String>> MARKS = Map.of("application/pdf", List.of("%PDF-"), "image/jpeg",
            List.of("\u00ff\u00d8\u00ff"), "image/png", List.of("\u0089PNG\r\n\u001a\n"), "image/tiff",
            List.of("II*\u0000", "MM\u0000*"), "image/jp2",
            List.of("\u0000\u0000\u0000\fjP  \r\n\u0087\n", "\u00ff\u004f\u00ff\u0051"));

    /** Kinds that run scripts where they are shown, or that are programs. */
    private static final Set<String> ACTIVE = Set.of("text/html", "application/xhtml+xml", "image/svg+xml", "text/javascript",
            "application/javascript", "application/x-sh", "application/java-archive", "application/x-msdownload",
            "application/x-executable", "application/vnd.microsoft.portable-executable");

    /** Beginnings of programs: Windows, Linux, a script. */
    private static final List<String> PROGRAMS = List.of("MZ", "\u007fELF", "#!");
    private static final List<String> PAGES = List.of("<!doctype html", "<html", "<script", "<svg");

    private DocumentForm() {}

    /**
     * What is wrong with it, in words without anything of the document; empty when nothing is.
     *
     * @param content
     *            at its beginning; up to {@link #HEAD_BYTES} bytes are read, and can be read again afterwards
     */
    static Optional<String> fault(String mediaType, InputStream content) throws IOException {
        String kind = mediaType.toLowerCase(Locale.ROOT);
        if (ACTIVE.contains(kind)) {
            return Optional.of("Documents of the type " + kind + " are not taken: send a picture or PDF");
        }
        content.mark(HEAD_BYTES);
        String head = new String(content.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        content.reset();
        List<String> marks = MARKS.get(kind);
        if (marks != null) {
            return marks.stream().anyMatch(head::startsWith) ? Optional.empty()
                    : Optional.of("The document is not of the type " + kind + " that it says: scan the paper again");
        }
        String text = head.stripLeading().toLowerCase(Locale.ROOT);
        return PROGRAMS.stream().anyMatch(head::startsWith) || PAGES.stream().anyMatch(text::startsWith)
                ? Optional.of("The document is a program or a page that runs scripts: send a picture or PDF")
                : Optional.empty();
    }
}
