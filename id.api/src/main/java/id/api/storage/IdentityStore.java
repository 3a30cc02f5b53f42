package id.api.storage;

import id.api.error.IdentityException;
import id.api.identity.IdentityChange;
import id.api.identity.LegalHold;
import id.api.security.BlindIndex;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Identities, their identifiers and their history. Holds no biometrics. */
@ConsumerType
public interface IdentityStore {
    /** DUPLICATE_KEY, field {@code person} or {@code enrollment}, when either is there. */
    void create(IdentityRecord record);

    Optional<IdentityRecord> find(PersonId person);

    Optional<IdentityRecord> findByEnrollment(EnrollmentId enrollment);

    /** Stores {@code next}, whose version must be one above the stored one; STALE_RECORD otherwise. */
    void replace(IdentityRecord next);

    /** DUPLICATE_KEY, field {@code index}, when an identifier has that index, active or not. */
    void addIdentifier(IdentifierRecord identifier);

    Optional<IdentifierRecord> findIdentifier(BlindIndex index);

    List<IdentifierRecord> identifiers(PersonId person);

    /**
     * Counts one use; false when none is left or it is not active. Exactly {@code usesLeft} calls yield true, however
     * many race.
     */
    boolean useIdentifier(BlindIndex index);

    /** Ends an identifier; false when it was ended before. */
    boolean endIdentifier(BlindIndex index);

    /**
     * Lets an ended identifier name another person again (an alias that moved); RECORD_MISSING, or STALE_RECORD when it
     * is active.
     */
    void reassignIdentifier(IdentifierRecord identifier);

    void addChange(PersonId person, IdentityChange change);

    /** Oldest first. */
    List<IdentityChange> changes(PersonId person);

    /**
     * Removes a person: the record, all identifiers, all changes, the hold; whether the record was there. Nothing that is
     * left names the person.
     */
    default boolean erase(PersonId person) {
        throw unsupported();
    }

    /** Stores a hold, replacing an earlier one. */
    default void hold(LegalHold hold) {
        throw unsupported();
    }

    /** Ends a hold; whether there was one. */
    default boolean release(PersonId person) {
        throw unsupported();
    }

    /** The hold on a person. */
    default Optional<LegalHold> findHold(PersonId person) {
        throw unsupported();
    }

    private static IdentityException unsupported() {
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "identities",
                "This store was made before people could be erased: use a newer version of its plugin");
    }

    /** Number of identities. */
    long count();
}
