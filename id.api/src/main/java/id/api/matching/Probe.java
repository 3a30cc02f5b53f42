package id.api.matching;

import id.api.biometric.PositionedTemplate;
import id.api.value.EncounterId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to search with: all positions of one person together.
 *
 * @param self
 *            the probe's own encounter, left out of the search where it is in the gallery
 * @param templates
 *            1 to 20, each position once
 */
public record Probe(Optional<EncounterId> self, List<PositionedTemplate> templates) {
    public Probe {
        Objects.requireNonNull(self, "self");
        templates = Templates.checked(templates);
    }
}
