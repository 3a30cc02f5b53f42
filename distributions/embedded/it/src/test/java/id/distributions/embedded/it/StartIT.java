package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import javax.inject.Inject;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/** The assembled distribution comes up whole. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @Inject BundleContext context;

    @Configuration
    public Option[] configuration() {
        return InsideFramework.options("start");
    }

    @Test
    public void everyBundleIsActive() {
        // What Pax Exam brings asks for packages that a distribution does not offer.
        List<String> sleeping = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getLocation().startsWith("reference:"))
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0)
                .map(Bundle::getSymbolicName).toList();
        assertEquals("bundles that are not active", List.of(), sleeping);
    }

    @Test
    public void theSystemSaysThatItIsReady() throws Exception {
        URI ready = URI
                .create("http://127.0.0.1:" + context.getProperty("org.osgi.service.http.port") + "/health/ready");
        HttpClient client = HttpClient.newHttpClient();
        Instant end = Instant.now().plus(PATIENCE);
        int status = 0;
        while (status != 200 && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            try {
                status = client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            } catch (IOException notYet) {
                // The port opens when all bundles are there, which may be after this test began.
                status = 0;
            }
        }
        assertEquals(200, status);
    }
}
