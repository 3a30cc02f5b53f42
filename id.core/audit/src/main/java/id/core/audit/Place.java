package id.core.audit;

import id.api.storage.AuditStore.AuditRow;

/**
 * A place in the chain.
 *
 * @param sequence
 *            from 1; 0 before the first entry
 * @param hash
 *            of the entry there, 64 hexadecimal digits
 */
record Place(long sequence, String hash) {
    static final Place BEFORE_ALL = new Place(0, ChainHash.START);

    static Place of(AuditRow row) {
        return new Place(row.sequence(), row.hash());
    }

    /** The next place, once {@code row} is there. */
    Place next(AuditRow row) {
        return new Place(sequence + 1, ChainHash.of(hash, sequence + 1, row));
    }
}
