package id.core.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a kill leaves: stores, keys, and the time. */
final class Disk implements InstantSource {
    final FakeTransactions transactions = new FakeTransactions();
    final FakeEnrollmentStore enrollments = new FakeEnrollmentStore(transactions);
    final FakeReferenceStore references = new FakeReferenceStore(transactions);
    final FakeIdentities identities = new FakeIdentities(transactions);
    final FakeNotices notices = new FakeNotices(transactions);
    final FakeSecurity security = new FakeSecurity();
    final FakeObjects objects = new FakeObjects();
    private Instant now = Instant.parse("2026-06-01T08:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }
}
