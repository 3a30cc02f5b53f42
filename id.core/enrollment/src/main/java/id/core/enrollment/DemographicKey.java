package id.core.enrollment;

import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import id.api.value.LocalizedText;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What two people must share to be the same person on paper: name, date of birth and gender, written alike. */
final class DemographicKey {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final FieldCipher cipher;
    private final AttributeNames names;

    DemographicKey(FieldCipher cipher, AttributeNames names) {
        this.cipher = cipher;
        this.names = names;
    }

    /** The blind index of the three; empty when one of them is not known. */
    Optional<BlindIndex> of(Attributes attributes) {
        Optional<String> name = text(attributes, names.name());
        Optional<String> born = text(attributes, names.dateOfBirth());
        Optional<String> gender = text(attributes, names.gender());
        if (name.isEmpty() || born.isEmpty() || gender.isEmpty()) {
            return Optional.empty();
        }
        String key = normalized(name.get()) + "|" + born.get().strip() + "|" + normalized(gender.get());
        return Optional.of(cipher.index(SealPurpose.IDENTITY, "demographic", key));
    }

    private static Optional<String> text(Attributes attributes, String name) {
        return attributes.value(name).map(value -> switch (value) {
            // The order in which languages are listed says nothing about the person.
            case AttributeValue.Localized localized -> localized.texts().stream()
                    .min(Comparator.comparing(LocalizedText::language)).orElseThrow().value();
            default -> value.asText();
        });
    }

    private static String normalized(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return BETWEEN_WORDS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
