package id.api.storage;

import id.api.credential.CredentialStatus;
import id.api.error.IdentityException;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Credentials. */
@ConsumerType
public interface CredentialStore {
    /** DUPLICATE_KEY, field {@code requestId}, {@code number} or {@code id}. */
    void create(CredentialRecord record);

    Optional<CredentialRecord> find(CredentialId id);

    Optional<CredentialRecord> findByRequest(String requestId);

    /** Newest first. */
    List<CredentialRecord> ofPerson(PersonId person);

    /** Removes all credentials of a person; how many there were. */
    default int erase(PersonId person) {
        throw new IdentityException(StorageError.STORE_UNAVAILABLE, "credentials",
                "This store was made before people could be erased: use a newer version of its plugin");
    }

    /** Changes the status; STALE_RECORD unless it is {@code expected}. */
    void changeStatus(CredentialId id, CredentialStatus expected, CredentialStatus next, String reason, Instant at);
}
