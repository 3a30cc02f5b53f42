package id.core.http.gate;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps what is recorded; can be broken. */
final class FakeTrail implements AuditTrail {
    final List<AuditEntry> entries = new ArrayList<>();
    boolean broken;

    void setBroken(boolean broken) {
        this.broken = broken;
    }

    /** What came since the last look. */
    synchronized List<AuditEntry> take() {
        List<AuditEntry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    @Override
    public synchronized void record(AuditEntry entry) {
        if (broken) {
            throw new IllegalStateException("the trail is broken");
        }
        entries.add(entry);
    }

    @Override
    public List<ChainedEntry> recent(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ChainedEntry> about(Set<String> subjects, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditVerification verify() {
        throw new UnsupportedOperationException();
    }
}
