package id.api.value;

/** What a person may be named by from outside. Inside, everything refers to a person by {@link PersonId}. */
public sealed interface PersonIdentifier permits Uin, Vid, Alias {
    /** The identifier itself: personal data, never to be logged. */
    String value();
}
