package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.distributions.embedded.it.SupplyFolder.Library;
import id.distributions.embedded.it.SupplyFolder.PutUpWith;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;

/** No library is used in a version that is known to be weak, unless that is put up with, for a reason and for a time. */
public class AdvisoriesTest {
    /** Days from when an exception is made to its end at the latest; as docs/security.md tells. */
    private static final Map<String, Integer> DAYS = Map.of("CRITICAL", 14, "HIGH", 60, "MODERATE", 180, "LOW", 365);

    private final SupplyFolder supply = new SupplyFolder();

    @Test
    public void nothingUsedIsKnownToBeWeakUnlessItIsPutUpWith() throws IOException {
        List<PutUpWith> exceptions = supply.exceptions();
        Set<String> weak = new TreeSet<>();
        for (Advisory advisory : supply.advisories()) {
            for (Library library : supply.libraries()) {
                if (advisory.affects(library.name(), library.version())
                        && exceptions.stream().noneMatch(exception -> exception.is(advisory.id(), library))) {
                    weak.add(advisory.id() + " " + library.name() + ":" + library.version());
                }
            }
        }
        assertEquals("see cnf/supply/README.md", Set.of(), weak);
    }

    @Test
    public void whatIsPutUpWithIsStillThereAndHasAnEnd() throws IOException {
        Map<String, Advisory> known = supply.advisories().stream().collect(Collectors.toMap(Advisory::id, advisory -> advisory));
        Set<Library> used = supply.libraries();
        for (PutUpWith exception : supply.exceptions()) {
            Advisory advisory = known.get(exception.advisory());
            assertTrue(exception + " is about nothing that is used and weak: take it out", advisory != null
                    && used.contains(exception.library())
                    && advisory.affects(exception.library().name(), exception.library().version()));
            assertTrue(exception + " gives no reason", exception.reason().length() > 40);
            LocalDate last = exception.since().plusDays(DAYS.get(advisory.severity()));
            assertFalse(exception + " may last until " + last, exception.until().isAfter(last));
            if (LocalDate.now().isAfter(exception.until())) {
                // Told and no failure: what was released must build on any later day.
                System.out.println("OVERDUE: " + exception + " has ended: take the mended version, or judge anew");
            }
        }
    }

    @Test
    public void advisoriesAreAboutWhatIsUsedAndSayWhereTheyWereRead() throws IOException {
        Set<String> used = supply.libraries().stream().map(Library::name).collect(Collectors.toSet());
        List<String> idle = new ArrayList<>();
        for (Advisory advisory : supply.advisories()) {
            assertTrue(advisory.id(), DAYS.containsKey(advisory.severity()) && !advisory.readFrom().isEmpty());
            if (advisory.packages().stream().noneMatch(used::contains)) {
                idle.add(advisory.id());
            }
        }
        assertEquals(List.of(), idle);
    }

    @Test
    public void rangesAreThoseOfMaven() throws IOException {
        Advisory open = advisory("{\"introduced\":\"0\"},{\"fixed\":\"1.10\"}");
        assertTrue(open.affects("a:b", "1.9") && open.affects("a:b", "1.10-rc1") && open.affects("a:b", "1.10-SNAPSHOT"));
        assertFalse(open.affects("a:b", "1.10") || open.affects("a:b", "1.10.0") || open.affects("a:b", "1.11"));
        assertFalse("another library", open.affects("a:c", "1.9"));
        Advisory twice = advisory("{\"introduced\":\"4.2.0.Alpha1\"},{\"fixed\":\"4.2.5.Final\"},{\"introduced\":\"4.3\"},"
                + "{\"last_affected\":\"4.3.2\"}");
        assertTrue(twice.affects("a:b", "4.2.4.Final") && twice.affects("a:b", "4.3.2") && twice.affects("a:b", "4.2.0.Beta1"));
        assertFalse(twice.affects("a:b", "4.2.5.Final") || twice.affects("a:b", "4.3.3") || twice.affects("a:b", "4.1.9.Final"));
        Advisory endless = advisory("{\"introduced\":\"2\"}");
        assertTrue(endless.affects("a:b", "99"));
        Advisory withdrawn = new Advisory("{\"withdrawn\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":{\"ecosystem\":\"Maven\","
                + "\"name\":\"a:b\"},\"versions\":[\"1\"]}]}");
        assertFalse(withdrawn.affects("a:b", "1"));
    }

    private static Advisory advisory(String events) throws IOException {
        return new Advisory("{\"id\":\"X\",\"affected\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"a:b\"},\"ranges\":[{\"type\":"
                + "\"ECOSYSTEM\",\"events\":[" + events + "]}]}]}");
    }
}
