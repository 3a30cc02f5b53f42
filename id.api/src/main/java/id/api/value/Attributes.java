package id.api.value;

import id.api.error.IdentityException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a country records of a person: a document shaped by its ID schema, not columns. Nothing in the core knows an
 * attribute by name except through a mapping in the configuration.
 *
 * @param schemaVersion
 *            the version of the ID schema that it was written for, for example {@code 1.0}
 * @param values
 *            attribute name to value, in the order given; at most 200
 */
public record Attributes(String schemaVersion, Map<String, AttributeValue> values) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){0,2}");
    private static final int MAX_ATTRIBUTES = 200;

    public Attributes {
        Checks.form(schemaVersion, VERSION, "schemaVersion");
        if (values.size() > MAX_ATTRIBUTES) {
            throw Checks.invalid("Attributes", "must have at most " + MAX_ATTRIBUTES + " attributes");
        }
        values.forEach((name, value) -> {
            Checks.form(name, NAME, "attribute name");
            if (value == null) {
                throw Checks.invalid(name, "must have a value");
            }
        });
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of one attribute, where it is there. */
    public Optional<AttributeValue> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Only the named attributes; names that are not there are left out. */
    public Attributes only(Collection<String> names) {
        Map<String, AttributeValue> kept = new LinkedHashMap<>(values);
        kept.keySet().retainAll(names);
        return new Attributes(schemaVersion, kept);
    }

    /**
     * The attributes as plain values of the JDK, ready for any JSON library: {@code String}, {@code List} of
     * {@code {language, value}} maps, {@code BigDecimal}, {@code Boolean}, or {@code {document: name}}. A fresh,
     * mutable map.
     */
    public Map<String, Object> toPlain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plainValue(value)));
        return plain;
    }

    /**
     * The reverse of {@link #toPlain()}. Accepts what a JSON library yields for such a document.
     *
     * @throws id.api.error.IdentityException
     *             INVALID_VALUE, with the attribute's name as field, for anything else
     */
    public static Attributes ofPlain(String schemaVersion, Map<String, ?> plain) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        plain.forEach((name, value) -> values.put(name, typedValue(name, value)));
        return new Attributes(schemaVersion, values);
    }

    private static Object plainValue(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> text.value();
            case AttributeValue.Numeric number -> number.value();
            case AttributeValue.Flag flag -> flag.value();
            case AttributeValue.DocumentReference reference ->
                new LinkedHashMap<>(Map.of("document", reference.documentName()));
            case AttributeValue.Localized localized -> {
                List<Object> texts = new ArrayList<>();
                for (LocalizedText text : localized.texts()) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("language", text.language());
                    entry.put("value", text.value());
                    texts.add(entry);
                }
                yield texts;
            }
        };
    }

    private static AttributeValue typedValue(String name, Object value) {
        try {
            return switch (value) {
                case String text -> new AttributeValue.Text(text);
                case Boolean flag -> new AttributeValue.Flag(flag);
                case Number number -> new AttributeValue.Numeric(new BigDecimal(number.toString()));
                case List<?> texts ->
                    new AttributeValue.Localized(texts.stream().map(Attributes::localizedText).toList());
                case Map<?, ?> map when map.size() == 1 && map.get("document") instanceof String document ->
                    new AttributeValue.DocumentReference(document);
                case null, default ->
                    throw Checks.invalid(name, "must be a text, a number, a flag or a list of {language, value}");
            };
        } catch (IdentityException wrong) {
            throw wrong.at(name);
        }
    }

    private static LocalizedText localizedText(Object entry) {
        if (entry instanceof Map<?, ?> map && map.size() == 2 && map.get("language") instanceof String language
                && map.get("value") instanceof String value) {
            return new LocalizedText(language, value);
        }
        throw Checks.invalid("localized text", "must be {language, value}");
    }

    @Override
    public String toString() {
        return "Attributes[***]";
    }
}
