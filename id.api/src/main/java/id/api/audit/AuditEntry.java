package id.api.audit;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing that was done.
 *
 * @param event
 *            what, lower case with dots: {@code enrollment.received}, {@code verification.answered}
 * @param actor
 *            who did it
 * @param subject
 *            what it was done to, by an internal id (enrollment, person, credential, client); never a UIN or a name; a
 *            person of whom a relying party asked by a mark that differs for each of them ({@link AuditMarks}); may
 *            be empty
 * @param outcome
 *            what came of it, upper case: {@code DONE}, {@code REFUSED}, {@code VERIFIED}, {@code NOT_VERIFIED},
 *            {@code FAILED}
 * @param details
 *            more, by name; never personal data; at most 20 of at most 500 characters
 */
public record AuditEntry(String event, ClientId actor, String subject, String outcome, Map<String, String> details) {
    private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");
    private static final Pattern OUTCOME = Pattern.compile("[A-Z][A-Z_]*");

    public AuditEntry {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(subject, "subject");
        if (event == null || !EVENT.matcher(event).matches() || outcome == null
                || !OUTCOME.matcher(outcome).matches()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "event",
                    "An audit entry names its event (a.b) and its outcome (UPPER)");
        }
        if (details.size() > 20 || details.values().stream().anyMatch(v -> v.length() > 500)) {
            throw new IdentityException(GeneralError.TOO_LARGE, "details",
                    "An audit entry has at most 20 details of at most 500 characters");
        }
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
