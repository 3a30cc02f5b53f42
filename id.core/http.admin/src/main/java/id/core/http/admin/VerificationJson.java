package id.core.http.admin;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditVerification;
import java.time.Instant;

/** Whether the chain of the audit trail holds: of the fields only those of one of the two answers are there. */
record VerificationJson(boolean intact, Long entries, Long waiting, String head, Long checkpoints, Long coveredUpTo,
        String signedAt, Integer anchors, String unsigned, String twiceSince, String lacking, Long sequence, String why) {

    static VerificationJson of(AuditVerification verification) {
        return switch (verification) {
            case AuditVerification.Intact(long entries, long waiting, String head, AuditCoverage coverage) ->
                new VerificationJson(true, entries, waiting, head, coverage.checkpoints(), coverage.upTo(),
                        coverage.signedAt().map(Instant::toString).orElse(null), coverage.anchors(),
                        coverage.unsigned().orElse(null), coverage.twiceSince().map(Instant::toString).orElse(null),
                        coverage.lacking().orElse(null), null, null);
            case AuditVerification.Broken(long sequence, String why) ->
                new VerificationJson(false, null, null, null, null, null, null, null, null, null, null, sequence, why);
        };
    }
}
