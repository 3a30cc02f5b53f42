package id.core.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.verification.ChallengeOutcome;
import id.api.verification.FactorContext;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;

/** Writes answers into the audit trail; an answer that could not be written is not given. */
@Component(service = AnswerTrail.class)
public final class AnswerTrail {
    private static final String ANSWERED = "verification.answered";
    private static final String CHALLENGED = "verification.challenged";
    private static final String RELEASED = "verification.released";
    private static final String LOCKED = "verification.locked";
    private static final String GUESSING = "verification.guessing";
    private static final int LONGEST = 500;

    private final AuditTrail audit;
    private final PersonMarks marks;

    @Activate
    public AnswerTrail(@Reference AuditTrail audit, @Reference PersonMarks marks) {
        this.audit = audit;
        this.marks = marks;
    }

    /** Writes an answer down, joined to the thread's transaction, and returns it. */
    VerificationOutcome answered(VerificationRequest request, Optional<PersonId> person, String factor,
            VerificationOutcome outcome) {
        Map<String, String> details = details(request.transactionId(), factor);
        String word = switch (outcome) {
            case VerificationOutcome.Verified(String token, var factors) -> {
                details.put("factor", String.join(" ", factors));
                yield "VERIFIED";
            }
            case VerificationOutcome.NotVerified(var reason) -> {
                details.put("reason", reason.name());
                yield "NOT_VERIFIED";
            }
            case VerificationOutcome.Unavailable(String why) -> {
                details.put("why", shortened(why));
                yield "FAILED";
            }
        };
        record(ANSWERED, request.relyingParty(), person, word, details);
        return outcome;
    }

    /** Writes down that a proof could not be read: an error for the caller, no answer. */
    void refused(VerificationRequest request, PersonId person, String factor, String code) {
        Map<String, String> details = details(request.transactionId(), factor);
        details.put("reason", code);
        record(ANSWERED, request.relyingParty(), Optional.of(person), "REFUSED", details);
    }

    ChallengeOutcome challenged(ClientId relyingParty, Optional<PersonId> person, String factor, String transactionId,
            ChallengeOutcome outcome) {
        Map<String, String> details = details(transactionId, Ranges.isFactorName(factor) ? factor : "");
        String word = switch (outcome) {
            case ChallengeOutcome.Sent sent -> "DONE";
            case ChallengeOutcome.Refused(var reason) -> {
                details.put("reason", reason.name());
                yield "REFUSED";
            }
            case ChallengeOutcome.Unavailable(String why) -> {
                details.put("why", shortened(why));
                yield "FAILED";
            }
        };
        record(CHALLENGED, relyingParty, person, word, details);
        return outcome;
    }

    /** Writes down that a challenge ended with an error for the caller, and returns the error. */
    IdentityException challengeRefused(FactorContext context, String factor, IdentityException error) {
        Map<String, String> details = details(context.transactionId(), factor);
        details.put("reason", error.code().name());
        record(CHALLENGED, context.relyingParty(), Optional.of(context.identity().person()), "REFUSED", details);
        return error;
    }

    void released(ClientId relyingParty, Optional<PersonId> person, String transactionId, String outcome,
            Map<String, String> more) {
        Map<String, String> details = details(transactionId, "");
        more.forEach((name, value) -> details.put(name, shortened(value)));
        record(RELEASED, relyingParty, person, outcome, details);
    }

    /** Writes down that an identifier was locked; of whom, where it is somebody's. */
    void locked(ClientId relyingParty, Optional<PersonId> person, long tries, long minutes) {
        record(LOCKED, relyingParty, person, "REFUSED", Map.of("tries", Long.toString(tries), "minutes", Long.toString(minutes)));
    }

    /** Writes down that a relying party gets no more answers within this hour. */
    void guessing(ClientId relyingParty, long identifiers) {
        record(GUESSING, relyingParty, Optional.empty(), "REFUSED", Map.of("identifiers", Long.toString(identifiers)));
    }

    private static Map<String, String> details(String transactionId, String factor) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("transaction", transactionId);
        if (!factor.isEmpty()) {
            details.put("factor", factor);
        }
        return details;
    }

    private void record(String event, ClientId actor, Optional<PersonId> person, String outcome,
            Map<String, String> details) {
        audit.record(new AuditEntry(event, actor, person.map(who -> marks.inTrail(actor, who)).orElse(""), outcome, details));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
