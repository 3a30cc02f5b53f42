package id.api.matching;

import java.util.List;

/** What a search says. Only {@link Searched} with no candidates means that nobody was found. */
public sealed interface SearchOutcome permits Searched, Incomplete {
    /** The candidates, best first; of an incomplete search, those found so far. */
    List<Candidate> candidates();
}
