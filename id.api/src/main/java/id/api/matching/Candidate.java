package id.api.matching;

import id.api.biometric.ComparisonScore;
import id.api.biometric.Position;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.EncounterId;
import java.util.List;
import java.util.Objects;

/**
 * One encounter that may be of the same person.
 *
 * @param encounter
 *            which
 * @param rank
 *            from 1, best first
 * @param score
 *            fused over the positions that both have
 * @param positions
 *            the positions that went into the score
 */
public record Candidate(EncounterId encounter, int rank, ComparisonScore score, List<Position> positions) {
    public Candidate {
        Objects.requireNonNull(encounter, "encounter");
        Objects.requireNonNull(score, "score");
        positions = List.copyOf(positions);
        if (rank < 1) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "rank", "Ranks start at 1");
        }
    }
}
