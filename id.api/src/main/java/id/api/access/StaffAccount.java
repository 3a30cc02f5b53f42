package id.api.access;

import id.api.partner.Places;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A person who works with the system.
 *
 * @param id
 *            its id: {@code staff.} and the name that the person logs in with
 * @param displayName
 *            how people call them, 1 to 128 characters
 * @param roles
 *            their roles
 * @param places
 *            where they work
 * @param active
 *            whether they are let in
 * @param ready
 *            whether the first log-in is done: an own password and an authenticator
 * @param createdAt
 *            since when
 * @param person
 *            whether it is said which enrolled person works under it, who then can log in by finger
 * @param provider
 *            whether it is said by which name an OpenID Provider knows the person
 */
public record StaffAccount(ClientId id, String displayName, Set<String> roles, Places places, boolean active,
        boolean ready, Instant createdAt, boolean person, boolean provider) {
    /** What the id of every account of a person begins with; no client has such an id. */
    public static final String PREFIX = "staff.";

    public StaffAccount {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(places, "places");
        Objects.requireNonNull(createdAt, "createdAt");
        roles = Set.copyOf(roles);
    }

    /** What the person logs in with. */
    public String name() {
        return id.value().substring(PREFIX.length());
    }

    @Override
    public String toString() {
        return "StaffAccount[***]";
    }
}
