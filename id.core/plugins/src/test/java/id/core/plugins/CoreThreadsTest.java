package id.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CoreThreadsTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void noUserEndsTheThreadsOfTheOthers() throws Exception {
        try (RunningFramework framework = new RunningFramework(folder.getRoot().toPath())) {
            CoreThreads threads = new CoreThreads(framework.context());
            ExecutorService shared = framework.context().getService(framework.context().getServiceReference(ExecutorService.class));
            assertThrows(UnsupportedOperationException.class, shared::shutdown);
            assertThrows(UnsupportedOperationException.class, shared::shutdownNow);
            assertThrows(UnsupportedOperationException.class, shared::close);
            assertFalse(shared.isShutdown());
            assertEquals("done", shared.submit(() -> "done").get(10, TimeUnit.SECONDS));
            threads.stop();
            assertTrue(shared.awaitTermination(10, TimeUnit.SECONDS));
        }
    }
}
