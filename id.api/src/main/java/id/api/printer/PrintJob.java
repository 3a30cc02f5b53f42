package id.api.printer;

import id.api.value.Bytes;
import id.api.value.CredentialId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One card to print.
 *
 * @param jobId
 *            names the job; the same id is the same job
 * @param credential
 *            the credential that it carries
 * @param layout
 *            which layout
 * @param cardNumber
 *            number of this card, printed on it; not the UIN
 * @param issuer
 *            name of the issuing country or authority
 * @param lines
 *            labelled texts to print, in order
 * @param portrait
 *            JPEG or PNG, where there is one
 * @param machineReadable
 *            text of the QR code
 * @param issued
 *            day of issue
 * @param expires
 *            last day of validity
 */
public record PrintJob(String jobId, CredentialId credential, String layout, String cardNumber, String issuer,
        List<Line> lines, Optional<Bytes> portrait, String machineReadable, LocalDate issued, LocalDate expires) {
    public PrintJob {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(cardNumber, "cardNumber");
        Objects.requireNonNull(issuer, "issuer");
        lines = List.copyOf(lines);
        Objects.requireNonNull(portrait, "portrait");
        Objects.requireNonNull(machineReadable, "machineReadable");
        Objects.requireNonNull(issued, "issued");
        Objects.requireNonNull(expires, "expires");
    }

    /**
     * One labelled text.
     *
     * @param label
     *            what it is, in the language of the card
     * @param text
     *            what to print
     */
    public record Line(String label, String text) {
        public Line {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return "Line[***]";
        }
    }

    @Override
    public String toString() {
        return "PrintJob[***]";
    }
}
