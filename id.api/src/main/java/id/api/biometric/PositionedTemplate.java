package id.api.biometric;

import java.util.Objects;

/**
 * A template and where on the body it was taken.
 *
 * @param position
 *            where
 * @param template
 *            what to compare
 */
public record PositionedTemplate(Position position, BiometricTemplate template) {
    public PositionedTemplate {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(template, "template");
    }
}
