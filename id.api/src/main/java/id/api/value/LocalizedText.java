package id.api.value;

import java.util.regex.Pattern;

/**
 * One text in one language.
 *
 * @param language
 *            BCP 47 or ISO 639 tag, 2 to 16 characters: {@code en}, {@code fra}, {@code ar-MA}
 * @param value
 *            the text, 1 to 1,000 characters
 */
public record LocalizedText(String language, String value) {
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    public LocalizedText {
        if (language == null || !LANGUAGE.matcher(language).matches() || language.length() > 16) {
            throw Checks.invalid("language", "must be a language tag such as en or fra");
        }
        if (value == null || value.isBlank() || value.length() > AttributeValue.MAX_TEXT) {
            throw Checks.invalid("value", "must have 1 to " + AttributeValue.MAX_TEXT + " characters");
        }
    }

    @Override
    public String toString() {
        return "LocalizedText[***]";
    }
}
