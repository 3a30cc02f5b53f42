package id.api.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** What an attribute may hold. Whether a text is a date, a code or a name is the ID schema's word, not this type's. */
public sealed interface AttributeValue {
    /** Longest text, in characters. */
    int MAX_TEXT = 1_000;

    /** The value as one line of text, in the first of its languages; personal data. */
    String asText();

    /** Text in no particular language. */
    record Text(String value) implements AttributeValue {
        public Text {
            if (value == null || value.isBlank() || value.length() > MAX_TEXT) {
                throw Checks.invalid("Text", "must have 1 to " + MAX_TEXT + " characters");
            }
        }

        /** The text as an ISO 8601 calendar date, where it is one. */
        public Optional<LocalDate> asDate() {
            try {
                return Optional.of(LocalDate.parse(value));
            } catch (DateTimeParseException notADate) {
                return Optional.empty();
            }
        }

        @Override
        public String asText() {
            return value;
        }

        @Override
        public String toString() {
            return "Text[***]";
        }
    }

    /** The same text in one or more languages; each language once. */
    record Localized(List<LocalizedText> texts) implements AttributeValue {
        public Localized {
            texts = List.copyOf(texts);
            if (texts.isEmpty() || texts.stream().map(LocalizedText::language).distinct().count() != texts.size()) {
                throw Checks.invalid("Localized", "must have at least one text and each language once");
            }
        }

        @Override
        public String asText() {
            return texts.getFirst().value();
        }

        @Override
        public String toString() {
            return "Localized[***]";
        }
    }

    /** A number. */
    record Numeric(BigDecimal value) implements AttributeValue {
        public Numeric {
            if (value == null || value.precision() > 40 || value.scale() > 40 || value.scale() < -40) {
                throw Checks.invalid("Numeric", "must be a number of at most 40 digits");
            }
        }

        @Override
        public String asText() {
            return value.toPlainString();
        }

        @Override
        public String toString() {
            return "Numeric[***]";
        }
    }

    /** Yes or no. */
    record Flag(boolean value) implements AttributeValue {
        @Override
        public String asText() {
            return Boolean.toString(value);
        }

        @Override
        public String toString() {
            return "Flag[***]";
        }
    }

    /** A pointer to a document of the same packet, by the document's name there. */
    record DocumentReference(String documentName) implements AttributeValue {
        public DocumentReference {
            Checks.form(documentName, Checks.TOKEN_64, "DocumentReference");
        }

        @Override
        public String asText() {
            return documentName;
        }

        @Override
        public String toString() {
            return "DocumentReference[***]";
        }
    }
}
