package id.core.enrollment;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Events and audit entries in lists. */
final class FakeNotices implements SubscriptionService, AuditTrail {
    private final FakeTransactions transactions;
    private List<IdentityEvent> events = new ArrayList<>();
    private List<AuditEntry> entries = new ArrayList<>();

    FakeNotices(FakeTransactions transactions) {
        this.transactions = transactions;
        transactions.join(() -> {
            List<IdentityEvent> savedEvents = new ArrayList<>(events);
            List<AuditEntry> savedEntries = new ArrayList<>(entries);
            return () -> {
                events = savedEvents;
                entries = savedEntries;
            };
        });
    }

    List<IdentityEvent> events() {
        return List.copyOf(events);
    }

    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    List<String> audited() {
        return entries.stream().map(AuditEntry::event).toList();
    }

    @Override
    public void publish(IdentityEvent event) {
        transactions.run("publish", () -> events.add(event));
    }

    @Override
    public DeliveryStatus status() {
        return new DeliveryStatus(events.size(), 0);
    }

    @Override
    public void record(AuditEntry entry) {
        transactions.run("record", () -> entries.add(entry));
    }

    @Override
    public List<ChainedEntry> recent(int limit) {
        return List.of();
    }

    @Override
    public List<ChainedEntry> about(Set<String> subjects, int limit) {
        return List.of();
    }

    @Override
    public AuditVerification verify() {
        return new AuditVerification.Intact(entries.size(), 0, "", AuditCoverage.NONE);
    }
}
