package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.LocalizedText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one attribute is made of fields.
 *
 * @param fields
 *            which, in the order in which their texts are joined
 * @param form
 *            of the value
 * @param codes
 *            of {@link Form#CODE}: MOSIP's code to the word that stands for it here; a code that is not there stays as it is
 */
record AttributeRule(List<String> fields, Form form, Map<String, String> codes) {
    private static final String SEPARATOR = ", ";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu[/][-]MM[/][-]dd", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Map<String, String> LANGUAGES = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toUnmodifiableMap(two -> Locale.of(two).getISO3Language(), two -> two, (first, second) -> first));

    /** What a value is. */
    enum Form {
        /** A text, in as many languages as the fields have it. */
        TEXT,
        /** A text in no language: of several languages the first one. */
        PLAIN,
        /** A word of a list, the same in every language. */
        CODE,
        /** A date, {@code 1990/12/31} or {@code 1990-12-31}. */
        DATE
    }

    static AttributeRule of(JsonNode settings, String place) {
        settings.fieldNames().forEachRemaining(key -> {
            if (!Set.of("fields", "form", "codes").contains(key)) {
                throw invalid(place + "." + key, "There is no such setting: write fields, form or codes");
            }
        });
        List<String> fields = texts(settings.path("fields"), place + ".fields");
        if (fields.isEmpty()) {
            throw invalid(place + ".fields", "Name at least one field");
        }
        Map<String, String> codes = new LinkedHashMap<>();
        settings.path("codes").properties().forEach(code -> codes.put(code.getKey(), code.getValue().asText()));
        Form form = form(settings.path("form").asText("text"), place + ".form");
        if (form != Form.CODE && !codes.isEmpty()) {
            throw invalid(place + ".codes", "Only the form code has codes");
        }
        return new AttributeRule(fields, form, codes);
    }

    private static Form form(String name, String place) {
        return Arrays.stream(Form.values()).filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                .orElseThrow(() -> invalid(place, "Write text, plain, code or date"));
    }

    static List<String> texts(JsonNode list, String place) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!text.isTextual() || text.asText().isBlank()) {
                throw invalid(place, "Write a list of names of fields");
            }
            texts.add(text.asText());
        }
        return texts;
    }

    static IdentityException invalid(String place, String message) {
        return new IdentityException(ImportError.MAPPING_INVALID, place, message);
    }

    /**
     * The value; its fields are taken out of those that are left.
     *
     * @return empty when no field holds anything
     */
    Optional<AttributeValue> apply(Map<String, FieldValue> left) {
        Map<String, List<FieldValue.InLanguage>> found = new LinkedHashMap<>();
        for (String field : fields) {
            List<FieldValue.InLanguage> texts = texts(field, left.remove(field));
            if (!texts.isEmpty()) {
                found.put(field, texts);
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EnrollmentMapping.at(found.keySet().iterator().next(), () -> switch (form) {
            case TEXT -> text(found.values());
            case PLAIN -> new AttributeValue.Text(found.values().stream().map(texts -> texts.getFirst().value())
                    .collect(Collectors.joining(SEPARATOR)));
            case CODE -> new AttributeValue.Text(only(found.values(), value -> codes.getOrDefault(value, value)));
            case DATE -> new AttributeValue.Text(only(found.values(), AttributeRule::date));
        }));
    }

    /** Texts that say something; one in no language has the empty text for it. */
    private static List<FieldValue.InLanguage> texts(String field, FieldValue value) {
        List<FieldValue.InLanguage> texts = switch (value) {
            case null -> List.of();
            case FieldValue.Text text -> List.of(new FieldValue.InLanguage("", text.value()));
            case FieldValue.Texts several -> several.values();
            case FieldValue.Scan ignored -> throw noText(field);
            case FieldValue.Biometrics ignored -> throw noText(field);
            case FieldValue.Unreadable ignored -> throw noText(field);
        };
        return texts.stream().filter(text -> !text.value().isBlank()).toList();
    }

    private static IdentityException noText(String field) {
        return new IdentityException(GeneralError.INVALID_VALUE, field, "It must be a text, or a list of {language, value}");
    }

    /** Of fields with several languages, each in the languages that any of them has. */
    private static AttributeValue text(Iterable<List<FieldValue.InLanguage>> fields) {
        Set<String> languages = new LinkedHashSet<>();
        fields.forEach(texts -> texts.forEach(text -> languages.add(text.language())));
        if (languages.size() > 1) {
            languages.remove("");
        }
        List<LocalizedText> texts = new ArrayList<>();
        for (String language : languages) {
            List<String> parts = new ArrayList<>();
            fields.forEach(field -> parts.add(in(language, field)));
            if (language.isEmpty()) {
                return new AttributeValue.Text(String.join(SEPARATOR, parts));
            }
            texts.add(
                    new LocalizedText(LANGUAGES.getOrDefault(language.toLowerCase(Locale.ROOT), language), String.join(SEPARATOR, parts)));
        }
        return new AttributeValue.Localized(texts);
    }

    private static String in(String language, List<FieldValue.InLanguage> texts) {
        return texts.stream().filter(text -> text.language().equals(language)).findFirst().orElse(texts.getFirst()).value();
    }

    private static String only(Iterable<List<FieldValue.InLanguage>> fields, java.util.function.UnaryOperator<String> conversion) {
        Set<String> values = new LinkedHashSet<>();
        fields.forEach(texts -> texts.forEach(text -> values.add(conversion.apply(text.value().strip()))));
        if (values.size() != 1) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "", "It differs between languages, or between fields: name it once");
        }
        return Objects.requireNonNull(values.iterator().next());
    }

    private static String date(String text) {
        try {
            return LocalDate.parse(text, DATE).toString();
        } catch (DateTimeException noDate) {
            // Without the cause: it quotes the text.
            throw new IdentityException(GeneralError.INVALID_VALUE, "", "It must be a date such as 1990/12/31");
        }
    }
}
