package id.api.identity;

import id.api.value.ClientId;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.Objects;

/**
 * An order that a person's data must stay.
 *
 * @param person
 *            whose
 * @param reason
 *            why, such as the number of the court's order; 3 to 200 characters without personal data
 * @param by
 *            who noted it
 * @param since
 *            since when
 */
public record LegalHold(PersonId person, String reason, ClientId by, Instant since) {
    public LegalHold {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(since, "since");
    }
}
