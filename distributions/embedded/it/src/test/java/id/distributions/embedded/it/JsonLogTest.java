package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The piece of configuration that the operator's page shows does what the page says, in the file that is shipped. */
public class JsonLogTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatTheOperatorsPageShowsWritesALineOfJsonForEachEvent() throws Exception {
        String page = Files.readString(new SourceTree().path("docs/operator.md"));
        int begin = page.indexOf("```xml", page.indexOf("## The log for machines")) + 6;
        String piece = page.substring(begin, page.indexOf("```", begin));
        String shipped = Files.readString(new SourceTree().path("distributions/embedded/src/dist/conf/logback.xml"));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            context.putProperty("idem.home", folder.getRoot().toString());
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(shipped.replace("</configuration>", piece + "</configuration>")
                    .getBytes(StandardCharsets.UTF_8)));
            context.getLogger("id.core.test").info("forged\n{\"level\":\"ERROR\"}");
            context.getLogger("id.core.test").warn("failed", new IllegalStateException("why"));
        } finally {
            context.stop();
        }
        Path written = folder.getRoot().toPath().resolve("logs/idem.jsonl");
        List<String> lines = Files.readAllLines(written);
        assertEquals(2, lines.size());
        JsonNode first = new ObjectMapper().readTree(lines.getFirst());
        assertEquals("INFO id.core.test", first.path("level").asText() + " " + first.path("loggerName").asText());
        assertEquals("forged\n{\"level\":\"ERROR\"}", first.path("message").asText());
        assertTrue(first.path("timestamp").isIntegralNumber());
        assertTrue(new ObjectMapper().readTree(lines.get(1)).path("throwable").has("className"));
        assertEquals("the log for people goes on", 2,
                Files.readAllLines(folder.getRoot().toPath().resolve("logs/idem.log")).stream()
                        .filter(line -> line.contains("id.core.test")).count());
    }
}
