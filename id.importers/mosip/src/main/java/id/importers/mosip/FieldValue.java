package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What a field of ID.json holds. */
sealed interface FieldValue {
    /** A text, a number or a flag. */
    record Text(String value) implements FieldValue {
        @Override
        public String toString() {
            return "Text[***]";
        }
    }

    /** The same in several languages, by three letters of ISO 639-2 as a rule. */
    record Texts(List<InLanguage> values) implements FieldValue {
        @Override
        public String toString() {
            return "Texts[***]";
        }
    }

    /** One text in its language. */
    record InLanguage(String language, String value) {
        @Override
        public String toString() {
            return "InLanguage[***]";
        }
    }

    /**
     * A scanned document.
     *
     * @param type
     *            a code of MOSIP's master data: {@code CIN}, {@code DOC001}
     * @param format
     *            the ending of the file: {@code pdf}, {@code jpg}
     */
    record Scan(String type, String format, Bytes content) implements FieldValue {
        @Override
        public String toString() {
            return "Scan[***]";
        }
    }

    /** CBEFF XML with the samples of one person, not read yet: they may be those of an introducer, of no use here. */
    record Biometrics(Bytes cbeff) implements FieldValue {
        @Override
        public String toString() {
            return "Biometrics[***]";
        }
    }

    /** None of these: of use only where the mapping leaves the field out. */
    record Unreadable() implements FieldValue {}

    /**
     * @param part
     *            where the files lie that the field may name
     */
    static FieldValue of(String field, JsonNode value, SubPacket part) {
        if (value.isTextual() || value.isNumber() || value.isBoolean()) {
            return new Text(value.asText());
        }
        if (value.isArray()) {
            return texts(value);
        }
        if (value.path("format").asText().equalsIgnoreCase("cbeff")) {
            return new Biometrics(Bytes.of(part.file(value.path("value").asText(), field)));
        }
        return value.path("value").isTextual() && value.path("type").isTextual()
                ? new Scan(value.path("type").asText(), value.path("format").asText(),
                        Bytes.of(part.file(value.path("value").asText(), field)))
                : new Unreadable();
    }

    private static FieldValue texts(JsonNode list) {
        List<InLanguage> texts = new ArrayList<>();
        for (JsonNode entry : list) {
            if (!entry.path("language").isTextual() || !entry.path("value").isTextual()) {
                return new Unreadable();
            }
            texts.add(new InLanguage(entry.path("language").asText(), entry.path("value").asText()));
        }
        return new Texts(List.copyOf(texts));
    }
}
