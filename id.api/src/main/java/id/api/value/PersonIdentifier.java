package id.api.value;

/** What a person may be named by from outside. Inside, everything refers to a person by {@link PersonId}. */
public sealed interface PersonIdentifier permits Uin, Vid, Alias {
    /** The field of the error that an unknown type is refused with. */
    String TYPE = "type";

    /** The identifier itself: personal data, never to be logged. */
    String value();

    /**
     * The identifier that a caller names by a type and a value.
     *
     * @param type
     *            {@code uin}, {@code vid}, or {@code alias-} and the kind of alias: {@code alias-phone}
     *
     * @throws id.api.error.IdentityException
     *             INVALID_VALUE with the field {@link #TYPE} for another type, or what the identifier says of its value
     */
    static PersonIdentifier of(String type, String value) {
        if (type.startsWith("alias-")) {
            return new Alias(type.substring("alias-".length()), value);
        }
        return switch (type) {
            case "uin" -> new Uin(value);
            case "vid" -> new Vid(value);
            default -> throw Checks.invalid(TYPE, "is one of uin, vid, alias-phone, alias-email, alias-document");
        };
    }
}
