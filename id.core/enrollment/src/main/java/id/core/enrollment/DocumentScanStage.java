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
        if (!settings.requiresScan() && plugins.offers(ContentScanner.class, "").isEmpty()) {
            facts.add(new Fact("scanned", "0: no scanner is installed, and documentScan does not require one"));
            return new StageResult.Continue("No document was scanned", facts);
        }
        Findings findings = new Findings();
        context.visitDocuments(findings::scan);
        facts.add(new Fact("scanned", Integer.toString(findings.scanned)));
        facts.addAll(findings.facts);
        return findings.problems.isEmpty() ? new StageResult.Continue("The scanner found nothing", facts)
                : new StageResult.Reject(findings.problems, "The scanner found something in a document", facts);
    }

    /** What the scanner said; counts only once the whole packet was read. */
    private final class Findings {
        private final List<Problem> problems = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private int scanned;

        void scan(Document document, InputStream content) {
            String place = "documents[" + scanned + "]";
            ScanResult result = plugins.call(ContentScanner.class, "", settings.scanLimit(),
                    scanner -> scanner.scan(document.mediaType(), content)).orThrow(EnrollmentError.SCAN_FAILED, "documents");
            scanned++;
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
