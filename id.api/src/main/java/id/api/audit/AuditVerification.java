package id.api.audit;

/** Whether the chain holds. */
public sealed interface AuditVerification {
    /**
     * It holds.
     *
     * @param entries
     *            entries in the chain
     * @param waiting
     *            entries not chained yet, all young
     * @param head
     *            hash of the last entry
     * @param coverage
     *            what signatures say of it
     */
    record Intact(long entries, long waiting, String head, AuditCoverage coverage) implements AuditVerification {}

    /**
     * It does not.
     *
     * @param sequence
     *            the first place that does not fit
     * @param why
     *            what does not fit
     */
    record Broken(long sequence, String why) implements AuditVerification {}
}
