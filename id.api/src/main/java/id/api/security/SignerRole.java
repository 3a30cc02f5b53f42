package id.api.security;

/** What somebody who signs a packet answers for. */
public enum SignerRole {
    /** That it was captured here. Signs every packet; {@code system} where the server itself made it. */
    STATION,
    /** That the person was there and said this. */
    OPERATOR,
    /** That what departs from the rule was looked at by a second person. */
    SUPERVISOR
}
