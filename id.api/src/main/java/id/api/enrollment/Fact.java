package id.api.enrollment;

import java.util.Objects;

/**
 * One thing that a stage found, for the explanation.
 *
 * @param name
 *            what, lower camel case: {@code falseMatchRate}
 * @param value
 *            the finding; never personal data
 */
public record Fact(String name, String value) {
    public Fact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
