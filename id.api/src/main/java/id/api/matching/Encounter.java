package id.api.matching;

import id.api.biometric.PositionedTemplate;
import id.api.value.EncounterId;
import java.util.List;
import java.util.Objects;

/**
 * The templates of one capture of one person.
 *
 * @param id
 *            the encounter
 * @param templates
 *            1 to 20, each position once
 */
public record Encounter(EncounterId id, List<PositionedTemplate> templates) {
    public Encounter {
        Objects.requireNonNull(id, "id");
        templates = Templates.checked(templates);
    }
}
