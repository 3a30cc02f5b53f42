package id.api.storage;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The join between encounters and enrollments, readable with the link key alone. */
@ConsumerType
public interface ReferenceLinkStore {
    /** Links; the same again changes nothing. */
    void link(BlindIndex encounter, SealedValue enrollment);

    Optional<SealedValue> find(BlindIndex encounter);

    void unlink(BlindIndex encounter);
}
