package id.api.storage;

import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The sealed values of all stores, place by place, so that they can be moved under another key. A store never opens them:
 * it only compares bytes. Writes join the thread's transaction.
 */
@ConsumerType
public interface SealedValueStore {
    /** Records of a place in a lasting order, after the one of that id ({@code ""}: from the first). */
    List<SealedRecord> page(SealedPlace place, String after, int limit);

    /**
     * One record of a place, for places whose owners are known elsewhere; empty when it is not there.
     *
     * @param id
     *            as {@link #page} gives it; for links the blind index
     */
    Optional<SealedRecord> find(SealedPlace place, String id);

    /**
     * Exchanges the values of a record, where they still are what {@code before} says; changes nothing else of it. Whether
     * it did.
     *
     * @param after
     *            one for each part of {@code before}, in that order
     */
    boolean replace(SealedPlace place, SealedRecord before, List<SealedValue> after);

    /**
     * How many records of a place have a value that begins with these bytes. Reads all of the place.
     *
     * @param head
     *            1 to 16 bytes
     */
    long count(SealedPlace place, Bytes head);

    /** How far each place has come. */
    List<Progress> progress();

    /** Notes how far a place has come, replacing what was noted. */
    void note(Progress progress);

    /**
     * One record.
     *
     * @param id
     *            its place in the order
     */
    record SealedRecord(String id, List<Part> parts) {
        public SealedRecord {
            Objects.requireNonNull(id, "id");
            parts = List.copyOf(parts);
        }
    }

    /**
     * A value of a record.
     *
     * @param owner
     *            what its context is made of, see {@link SealedPlace#context}; {@code ""} where the store does not know
     */
    record Part(String owner, SealedValue value) {}

    /**
     * How far a place has come.
     *
     * @param version
     *            of the data key to which its values are moved
     * @param after
     *            the last record that was looked at
     * @param moved
     *            how many values were moved
     * @param movedAt
     *            when that was
     * @param finished
     *            whether the end was reached
     */
    record Progress(SealedPlace place, int version, String after, long moved, Instant movedAt, boolean finished) {}
}
