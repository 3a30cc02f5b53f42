package id.api.printer;

import id.api.value.Bytes;

/** What came of a print job. */
public sealed interface PrintOutcome {
    /** A document was made instead of a physical card: {@code application/pdf} and its bytes. */
    record Rendered(String mediaType, Bytes document) implements PrintOutcome {
        @Override
        public String toString() {
            return "Rendered[" + mediaType + ", ***]";
        }
    }

    /** A card was printed; {@code reference} is the printer's own number of it. */
    record Printed(String reference) implements PrintOutcome {}

    /** The job cannot be printed, now or later; {@code reason} is for the operator. */
    record Refused(String reason) implements PrintOutcome {}

    /** The printer needs blank cards, ink or ribbon; try again afterwards. */
    record OutOfStock(String what) implements PrintOutcome {}
}
