package id.core.http.govstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.AttributeValue.Localized;
import id.api.value.AttributeValue.Text;
import id.api.value.Attributes;
import id.api.value.LocalizedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * GovStack fields as attributes of the country. A field is a text, or a text that holds a JSON list of
 * {@code {language, value}}. Several fields may make up one attribute (city and postal code an address): their texts
 * are joined, language by language.
 */
final class FieldMapping {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String PLACE = "request.fields.";

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> plain;
    private final Set<String> ignored;
    private final String date;

    /**
     * @param mapping
     *            entries {@code field=attribute}
     * @param plain
     *            attributes that are a text in no language: of a list of texts, the first is taken
     * @param ignored
     *            fields that are passed over
     * @param date
     *            the attribute that is a date: {@code 1990/12/31} becomes {@code 1990-12-31}
     */
    FieldMapping(List<String> mapping, Set<String> plain, Set<String> ignored, String date) {
        for (String entry : mapping) {
            if (!entry.matches("[A-Za-z0-9_]+=[A-Za-z][A-Za-z0-9_]*")) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "fields",
                        "Each entry of fields is govStackField=attribute");
            }
            String[] parts = entry.split("=");
            names.put(parts[0], parts[1]);
        }
        this.plain = Set.copyOf(plain);
        this.ignored = Set.copyOf(ignored);
        this.date = date;
    }

    Attributes apply(JsonNode fields) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!ignored.contains(field.getKey()) && !field.getValue().isNull()) {
                String attribute = names.get(field.getKey());
                if (attribute == null) {
                    throw new IdentityException(GeneralError.UNKNOWN_FIELD, PLACE + field.getKey(),
                            "No attribute of this country is mapped to it: correct its name or leave it out");
                }
                values.merge(attribute, value(attribute, field.getValue(), PLACE + field.getKey()),
                        FieldMapping::joined);
            }
        }
        return new Attributes("1.0", values);
    }

    private AttributeValue value(String attribute, JsonNode field, String place) {
        JsonNode content = field;
        if (field.isTextual() && field.asText().strip().startsWith("[")) {
            content = list(field.asText(), place);
        }
        JsonNode found = content;
        return at(place, () -> switch (found.getNodeType()) {
            case STRING, NUMBER -> new Text(normalized(attribute, found.asText()));
            case BOOLEAN -> new AttributeValue.Flag(found.asBoolean());
            case ARRAY -> fromList(attribute, found, place);
            default -> throw form(place);
        });
    }

    private AttributeValue fromList(String attribute, JsonNode list, String place) {
        List<LocalizedText> texts = new ArrayList<>();
        for (JsonNode entry : list) {
            if (!entry.path("language").isTextual() || !entry.path("value").isTextual()) {
                throw form(place);
            }
            texts.add(new LocalizedText(entry.path("language").asText(), entry.path("value").asText()));
        }
        if (texts.isEmpty()) {
            throw form(place);
        }
        return plain.contains(attribute) ? new Text(normalized(attribute, texts.getFirst().value()))
                : new Localized(texts);
    }

    private String normalized(String attribute, String text) {
        return attribute.equals(date) && text.matches("[0-9]{4}/[0-9]{2}/[0-9]{2}") ? text.replace('/', '-') : text;
    }

    private static JsonNode list(String text, String place) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw form(place);
        }
    }

    private static AttributeValue joined(AttributeValue first, AttributeValue second) {
        return switch (first) {
            case Localized texts -> new Localized(texts.texts().stream().map(text -> new LocalizedText(text.language(),
                    text.value() + ", " + inLanguage(second, text.language()))).toList());
            case Text text when second instanceof Localized texts -> new Localized(texts.texts().stream()
                    .map(next -> new LocalizedText(next.language(), text.value() + ", " + next.value())).toList());
            case Text text -> new Text(text.value() + ", " + second.asText());
            case AttributeValue.Numeric ignored -> new Text(first.asText() + ", " + second.asText());
            case AttributeValue.Flag ignored -> new Text(first.asText() + ", " + second.asText());
            case AttributeValue.DocumentReference ignored -> new Text(first.asText() + ", " + second.asText());
        };
    }

    private static String inLanguage(AttributeValue value, String language) {
        if (value instanceof Localized texts) {
            return texts.texts().stream().filter(text -> text.language().equals(language)).findFirst()
                    .map(LocalizedText::value).orElseGet(value::asText);
        }
        return value.asText();
    }

    private static IdentityException form(String place) {
        return new IdentityException(GeneralError.INVALID_VALUE, place,
                "A text, or a list such as [{\"language\":\"eng\",\"value\":\"...\"}]");
    }

    private static <T> T at(String place, Supplier<T> made) {
        try {
            return made.get();
        } catch (IdentityException wrong) {
            throw wrong.at(place);
        }
    }
}
