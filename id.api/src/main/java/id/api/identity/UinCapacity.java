package id.api.identity;

/**
 * How many numbers there are.
 *
 * @param length
 *            digits, check digit included
 * @param candidates
 *            numbers of that length before filters
 * @param usable
 *            estimate of those that pass the filters
 * @param consumed
 *            candidates that are used up
 */
public record UinCapacity(int length, long candidates, long usable, long consumed) {}
