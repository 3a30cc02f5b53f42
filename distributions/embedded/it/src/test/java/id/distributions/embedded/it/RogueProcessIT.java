package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A rogue that ends the process costs a restart, and nothing that was received. */
public class RogueProcessIT {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void exit() throws Exception {
        String said = endsAndIsRestarted(Rogue.R120);
        assertTrue(said, said.contains("ended from within, by com.example.rogue.Enders$Exits.identify"));
    }

    @Test
    public void halt() throws Exception {
        endsAndIsRestarted(Rogue.R121);
    }

    private String endsAndIsRestarted(Rogue rogue) throws Exception {
        assertEquals("restarted", new RogueTable().row(rogue.number()).ends());
        Path work = folder.getRoot().toPath();
        Path home = work.resolve("home");
        String said;
        try (RunningProcess system = start(work, home)) {
            HttpApi api = HttpApi.administrator(home);
            send(api, "before", 1);
            assertEquals("ENROLLED", api.awaitOutcome("before", 60).path("status").asText());
            Path jar = drop(home, rogue);
            send(api, "meanwhile", 2);
            assertNotEquals("a supervisor has to see that it was no clean end", 0, system.awaitExit());
            said = system.standardError();
            Files.delete(jar);
        }
        try (RunningProcess system = start(work, home)) {
            HttpApi api = HttpApi.administrator(home);
            for (String enrollment : new String[]{ "before", "meanwhile" }) {
                assertEquals("ENROLLED", api.awaitOutcome(enrollment, 60).path("status").asText());
            }
            assertEquals(0, system.stop());
        }
        return said;
    }

    private static RunningProcess start(Path work, Path home) throws Exception {
        RunningProcess system = RunningProcess.start(work, "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        return system;
    }

    private static void send(HttpApi api, String enrollment, long subject) throws Exception {
        HttpResponse<String> answer = api.call("POST", "/station/v1/enrollments",
                api.enrollment(enrollment, "Person " + enrollment, api.fingers(subject, 0)));
        assertEquals(answer.body(), 202, answer.statusCode());
    }

    /** Returns once the rogue stands before the engine of the distribution. */
    private static Path drop(Path home, Rogue rogue) throws Exception {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Path draft = Files.write(plugins.resolve(".rogue.jar"), rogue.jar().bytes());
        Path jar = Files.move(draft, plugins.resolve("rogue.jar"), StandardCopyOption.ATOMIC_MOVE);
        HttpApi api = HttpApi.administrator(home);
        RogueWorld.await("the rogue is in use",
                () -> api.ok("GET", "/admin/v1/plugins", null).toString().contains(rogue.jar().name()));
        return jar;
    }
}
