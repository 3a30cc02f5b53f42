package id.api.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Records about who may do what: hotlist, accounts of people, their sessions, open requests, places of enrollments.
 * Writes join the thread's transaction. Records that have expired count as absent, except to {@link #create}, which
 * replaces them.
 */
@ConsumerType
public interface AccessStore {
    /** Stores a new record; false, and nothing changes, when one of its kind and id is there that has not expired. */
    boolean create(AccessRecord record, Instant now);

    /** Stores a record of version n over the one of version n - 1; false, and nothing changes, where that is not there. */
    boolean replace(AccessRecord record, Instant now);

    Optional<AccessRecord> find(AccessRecord.Kind kind, String id, Instant now);

    /** Records of a kind after the one of that id ({@code ""}: from the first), by id. */
    List<AccessRecord> list(AccessRecord.Kind kind, String after, int limit, Instant now);

    /** Removes a record; exactly one of several racing calls yields true. */
    boolean remove(AccessRecord.Kind kind, String id, Instant now);

    /** Removes what has expired; how many. */
    int purge(Instant now);
}
