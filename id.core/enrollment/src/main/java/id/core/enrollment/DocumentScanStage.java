package id.core.enrollment;

import id.api.enrollment.ContentScanner;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.ScanResult;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.Problem;
import id.api.plugin.PluginRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has each document scanned before anybody looks at one; until then they lie sealed in their packet. A scanner that gives no
 * answer is asked again and holds the enrollment in the end: that is never read as clean.
 */
@Component(property = EnrollmentStage.NAME + "=" + DocumentScanStage.NAME)
public final class DocumentScanStage implements EnrollmentStage {
    static final String NAME = "scan";

    private final PluginRegistry plugins;
    private final EnrollmentSettings settings;

    @Activate
    public DocumentScanStage(@Reference PluginRegistry plugins, @Reference EnrollmentSettings settings) {
        this.plugins = plugins;
        this.settings = settings;
    }

    @Override
    public StageResult apply(StageContext context) {
        int documents = context.packet().documents().size();
        List<Fact> facts = new ArrayList<>(List.of(new Fact("documents", Integer.toString(documents))));
        if (documents == 0) {
            return new StageResult.Continue("There is no document to scan", facts);
        }
        boolean scan = settings.requiresScan() || !plugins.offers(ContentScanner.class, "").isEmpty();
        Findings findings = new Findings(scan);
        context.visitDocuments(findings::look);
        facts.add(new Fact("scanned", scan ? Integer.toString(findings.looked)
                : "0: no scanner is installed, and documentScan does not require one"));
        facts.addAll(findings.facts);
        if (!findings.problems.isEmpty()) {
            return new StageResult.Reject(findings.problems, "A document is not what it should be", facts);
        }
        return new StageResult.Continue(scan ? "The scanner found nothing" : "No document was scanned", facts);
    }

    /** What was seen and what the scanner said; counts only once the whole packet was read. */
    private final class Findings {
        private final List<Problem> problems = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private final boolean scan;
        private int looked;

        Findings(boolean scan) {
            this.scan = scan;
        }

        void look(Document document, InputStream content) throws IOException {
            String place = "documents[" + looked + "]";
            looked++;
            InputStream again = new BufferedInputStream(content, DocumentForm.HEAD_BYTES);
            DocumentForm.fault(document.mediaType(), again).ifPresent(
                    fault -> problems.add(new Problem(EnrollmentError.DOCUMENT_MISFIT.name(), place, fault)));
            if (scan) {
                scan(document, again, place);
            }
        }

        private void scan(Document document, InputStream content, String place) {
            ScanResult result = plugins.call(ContentScanner.class, "", settings.scanLimit(),
                    scanner -> scanner.scan(document.mediaType(), content)).orThrow(EnrollmentError.SCAN_FAILED, "documents");
            switch (result) {
                case ScanResult.Clean clean -> {
                    // Nothing to tell.
                }
                case ScanResult.Infected(String name) -> {
                    facts.add(new Fact("finding." + place, name));
                    problems.add(new Problem(EnrollmentError.DOCUMENT_INFECTED.name(), place,
                            "The document holds something harmful: scan the paper again on a clean machine"));
                }
            }
        }
    }
}
