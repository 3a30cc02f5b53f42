package id.core.plugins;

import static org.junit.Assert.assertEquals;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.value.ClientId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PluginAuditTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private RunningFramework framework;
    private PluginAudit audit;

    @Before
    public void start() throws Exception {
        framework = new RunningFramework(folder.getRoot().toPath());
        audit = new PluginAudit(framework.context());
    }

    @After
    public void stop() throws Exception {
        audit.stop();
        framework.close();
    }

    @Test
    public void writesInOrderWhatWaitedForATrailThatIsMissingAndThenBroken() throws Exception {
        IntStream.range(0, 5).forEach(this::tell);
        AtomicInteger failures = new AtomicInteger(2);
        framework.context().registerService(AuditTrail.class, new Trail() {
            @Override
            public void record(AuditEntry entry) {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("the store is down");
                }
                written.add(entry.subject());
            }
        }, null);
        for (int i = 0; i < 5; i++) {
            assertEquals("p" + i, written.poll(60, TimeUnit.SECONDS));
        }
    }

    @Test
    public void writesWhatIsThereBeforeItStops() {
        framework.context().registerService(AuditTrail.class, new Trail() {
            @Override
            public void record(AuditEntry entry) {
                written.add(entry.subject());
            }
        }, null);
        IntStream.range(0, 100).forEach(this::tell);
        audit.stop();
        assertEquals(100, written.size());
    }

    private void tell(int number) {
        audit.record(new AuditEntry("plugin.breaker-opened", ClientId.SYSTEM, "p" + number, "FAILED", Map.of()));
    }

    private abstract static class Trail implements AuditTrail {
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
}
