package id.api.matching;

import id.api.biometric.BiometricError;
import id.api.biometric.PositionedTemplate;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.List;

/** The rule that encounters and probes share. */
final class Templates {
    private static final int MAX = 20;

    private Templates() {}

    static List<PositionedTemplate> checked(List<PositionedTemplate> templates) {
        List<PositionedTemplate> copy = List.copyOf(templates);
        if (copy.isEmpty() || copy.size() > MAX) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "templates", "Give 1 to " + MAX + " templates");
        }
        if (copy.stream().map(PositionedTemplate::position).distinct().count() != copy.size()) {
            throw new IdentityException(BiometricError.POSITION_REPEATED, "templates", "Give each position once");
        }
        return copy;
    }
}
