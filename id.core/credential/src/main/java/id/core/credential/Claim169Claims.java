package id.core.credential;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORInteger;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORLong;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;

import id.api.credential.CredentialContent;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import id.api.value.LocalizedText;

/** The claims of one credential as a CBOR map, keys in ascending order (deterministic, RFC 8949 section 4.2). */
final class Claim169Claims {
    private static final int ISSUER = 1;
    private static final int EXPIRES = 4;
    private static final int ISSUED = 6;
    private static final int IDENTITY = 169;

    private static final int ID = 1;
    private static final int VERSION = 2;
    private static final int LANGUAGE = 3;
    private static final int FULL_NAME = 4;
    private static final int DATE_OF_BIRTH = 8;
    private static final int GENDER = 9;
    private static final int ADDRESS = 10;
    private static final int EMAIL = 11;
    private static final int PHONE = 12;
    private static final int NATIONALITY = 13;
    private static final int GUARDIAN = 15;
    private static final int SECOND_NAME = 19;
    private static final int SECOND_LANGUAGE = 20;
    private static final int FACE = 62;
    private static final int FORMAT_IMAGE = 0;
    private static final int SUBFORMAT_JPEG = 1;
    private static final String PROFILE_VERSION = "1.2";

    private Claim169Claims() {}

    static byte[] encode(CredentialContent content) {
        List<CBORPair> claims = new ArrayList<>();
        put(claims, ISSUER, new CBORString(content.issuer()));
        put(claims, EXPIRES, new CBORLong(content.expiresAt().getEpochSecond()));
        put(claims, ISSUED, new CBORLong(content.issuedAt().getEpochSecond()));
        put(claims, IDENTITY, identity(content));
        return new CBORPairList(claims).encode();
    }

    private static CBORItem identity(CredentialContent content) {
        Attributes person = content.attributes();
        Optional<AttributeValue> name = person.value(CredentialMapping.FULL_NAME);
        List<CBORPair> claims = new ArrayList<>();
        put(claims, ID, new CBORString(content.subject()));
        put(claims, VERSION, new CBORString(PROFILE_VERSION));
        language(name, 0).ifPresent(language -> put(claims, LANGUAGE, new CBORString(language)));
        text(claims, FULL_NAME, name.map(AttributeValue::asText));
        text(claims, DATE_OF_BIRTH, person.value(CredentialMapping.DATE_OF_BIRTH).map(Claim169Claims::day));
        person.value(CredentialMapping.GENDER).map(AttributeValue::asText)
                .ifPresent(gender -> put(claims, GENDER, new CBORInteger(gender(gender))));
        text(claims, ADDRESS, person.value(CredentialMapping.ADDRESS).map(AttributeValue::asText));
        text(claims, EMAIL, person.value(CredentialMapping.EMAIL).map(AttributeValue::asText));
        text(claims, PHONE, person.value(CredentialMapping.PHONE).map(AttributeValue::asText));
        text(claims, NATIONALITY, person.value(CredentialMapping.NATIONALITY).map(AttributeValue::asText));
        text(claims, GUARDIAN, person.value(CredentialMapping.GUARDIAN).map(AttributeValue::asText));
        text(claims, SECOND_NAME, localized(name, 1).map(LocalizedText::value));
        text(claims, SECOND_LANGUAGE, language(name, 1));
        content.portrait().ifPresent(portrait -> put(claims, FACE, face(portrait.toArray())));
        return new CBORPairList(claims);
    }

    private static CBORItem face(byte[] jpeg) {
        List<CBORPair> entry = new ArrayList<>();
        put(entry, 0, new CBORByteArray(jpeg));
        put(entry, 1, new CBORInteger(FORMAT_IMAGE));
        put(entry, 2, new CBORInteger(SUBFORMAT_JPEG));
        return new CBORItemList(List.of(new CBORPairList(entry)));
    }

    /** {@code YYYYMMDD} where the value is a calendar date, else as it is recorded. */
    private static String day(AttributeValue value) {
        Optional<LocalDate> date = value instanceof AttributeValue.Text text ? text.asDate() : Optional.empty();
        return date.map(DateTimeFormatter.BASIC_ISO_DATE::format).orElseGet(value::asText);
    }

    private static int gender(String recorded) {
        return switch (recorded.strip().toLowerCase(Locale.ROOT)) {
            case "male", "m", "1", "man" -> 1;
            case "female", "f", "2", "woman" -> 2;
            default -> 3;
        };
    }

    private static Optional<LocalizedText> localized(Optional<AttributeValue> value, int index) {
        return value.filter(AttributeValue.Localized.class::isInstance).map(AttributeValue.Localized.class::cast)
                .map(AttributeValue.Localized::texts).filter(texts -> texts.size() > index)
                .map(texts -> texts.get(index));
    }

    /** Three letters as the profile asks (ISO 639-3); a tag that has no such form stays as it is. */
    private static Optional<String> language(Optional<AttributeValue> value, int index) {
        return localized(value, index).map(text -> {
            try {
                String three = Locale.forLanguageTag(text.language()).getISO3Language();
                return three.isEmpty() ? text.language() : three;
            } catch (MissingResourceException unknown) {
                return text.language();
            }
        });
    }

    private static void text(List<CBORPair> claims, int key, Optional<String> value) {
        value.ifPresent(text -> put(claims, key, new CBORString(text)));
    }

    private static void put(List<CBORPair> claims, int key, CBORItem value) {
        claims.add(new CBORPair(new CBORInteger(key), value));
    }
}
