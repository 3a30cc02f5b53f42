package id.api.matching;

/**
 * What a search compared, so that an operator can measure what pruning costs.
 *
 * @param encounters
 *            encounters in the gallery
 * @param comparedExactly
 *            encounters that went through the exact comparison
 * @param comparisons
 *            single template comparisons made
 */
public record SearchCoverage(long encounters, long comparedExactly, long comparisons) {}
