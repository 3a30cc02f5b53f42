package id.api.storage;

import org.osgi.annotation.versioning.ConsumerType;

/** Numbers that are given out once. */
@ConsumerType
public interface SequenceStore {
    /**
     * Takes a block of numbers, in a transaction of its own, durable when it returns. A crash burns what is left of a
     * block; no number is ever given twice.
     *
     * @param name
     *            the sequence; starts at 0
     * @param count
     *            how many, at least 1
     *
     * @return the first number of the block
     */
    long reserve(String name, int count);

    /** How many numbers were taken so far. */
    long taken(String name);
}
