package id.core.verification;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import id.api.value.AttributeValue;
import id.api.value.Attributes;
import id.api.value.LocalizedText;

/** Whether what a person states agrees with what is on record. */
final class StatedAttributes {
    private StatedAttributes() {}

    /** Every stated attribute must be on record and agree. All are compared, whichever differs first. */
    static boolean agree(Map<String, AttributeValue> stated, Attributes recorded) {
        boolean all = !stated.isEmpty();
        for (Map.Entry<String, AttributeValue> attribute : stated.entrySet()) {
            all &= recorded.value(attribute.getKey()).map(value -> agree(attribute.getValue(), value)).orElse(false);
        }
        return all;
    }

    private static boolean agree(AttributeValue stated, AttributeValue recorded) {
        if (stated instanceof AttributeValue.DocumentReference
                || recorded instanceof AttributeValue.DocumentReference) {
            return false;
        }
        if (stated instanceof AttributeValue.Numeric one && recorded instanceof AttributeValue.Numeric other) {
            return one.value().compareTo(other.value()) == 0;
        }
        if (recorded instanceof AttributeValue.Text text && text.asDate().isPresent()) {
            return stated instanceof AttributeValue.Text day && day.asDate().equals(text.asDate());
        }
        List<String> known = texts(recorded).map(PlainText::of).toList();
        return texts(stated).map(PlainText::of).allMatch(known::contains);
    }

    /** A text in several languages agrees where each stated text is one of those on record, in whatever language. */
    private static Stream<String> texts(AttributeValue value) {
        return value instanceof AttributeValue.Localized localized
                ? localized.texts().stream().map(LocalizedText::value)
                : Stream.of(value.asText());
    }
}
