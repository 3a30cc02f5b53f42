package id.api.storage;

import id.api.credential.CredentialStatus;
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

    /** Changes the status; STALE_RECORD unless it is {@code expected}. */
    void changeStatus(CredentialId id, CredentialStatus expected, CredentialStatus next, String reason, Instant at);
}
