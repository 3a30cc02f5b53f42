package id.api.verification;

import id.api.value.Attributes;
import java.util.Set;

/** What a relying party gets. */
public sealed interface ReleaseOutcome {
    /**
     * The attributes.
     *
     * @param token
     *            pairwise token of the person for this relying party
     * @param attributes
     *            those asked for, allowed and on record
     * @param withheld
     *            names asked for but not allowed to this relying party
     */
    record Released(String token, Attributes attributes, Set<String> withheld) implements ReleaseOutcome {
        public Released {
            withheld = Set.copyOf(withheld);
        }

        @Override
        public String toString() {
            return "Released[***]";
        }
    }

    /** Nothing, and why. */
    record Refused(Reason reason) implements ReleaseOutcome {}
}
