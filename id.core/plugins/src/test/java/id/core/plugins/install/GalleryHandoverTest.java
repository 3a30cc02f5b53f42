package id.core.plugins.install;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.matching.AbisEngine;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GalleryJournal;
import id.api.value.Bytes;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import id.core.plugins.PluginAdmission.OfferedService;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.Test;
import org.osgi.util.promise.Promises;

public class GalleryHandoverTest {
    private static final GalleryId RESIDENTS = GalleryId.RESIDENTS;

    private final Journal journal = new Journal();
    private final Set<String> taken = new TreeSet<>();

    /** Encounters in the order of their marks. */
    private static final class Journal implements GalleryJournal {
        private final List<Encounter> all = new ArrayList<>();

        @Override
        public long mark(GalleryId gallery) {
            return all.size();
        }

        @Override
        public long loadAfter(GalleryId gallery, long mark, Consumer<Encounter> consumer) {
            List<Encounter> after = all.subList((int) mark, all.size());
            after.forEach(consumer);
            return after.size();
        }

        void enroll(String id) {
            all.add(new Encounter(new EncounterId(id.repeat(32)), List.of(
                    new PositionedTemplate(Position.RIGHT_INDEX, new BiometricTemplate("WORD", Bytes.utf8("looq"))))));
        }
    }

    /** Keeps what it is given; all else of an engine is not asked for here. */
    private AbisEngine engine(boolean broken) {
        return (AbisEngine) Proxy.newProxyInstance(AbisEngine.class.getClassLoader(), new Class<?>[]{ AbisEngine.class },
                (proxy, method, arguments) -> {
                    assertEquals("enroll", method.getName());
                    Encounter encounter = (Encounter) arguments[1];
                    taken.add(encounter.id().value().substring(0, 1));
                    return broken ? Promises.failed(new IllegalStateException("full"))
                            : Promises.resolved(new Enrolled(encounter.id(), false));
                });
    }

    private record Service(AbisEngine engine, Object gallery) implements OfferedService {
        @Override
        public List<String> kinds() {
            return List.of("AbisEngine");
        }

        @Override
        public List<String> selection() {
            return List.of();
        }

        @Override
        public Object property(String name) {
            return name.equals(AbisEngine.GALLERY) ? gallery : null;
        }

        @Override
        public Optional<Object> fetch() {
            return Optional.of(engine);
        }
    }

    @Test
    public void theNewEngineIsGivenAllThatCameSinceItBeganToLoad() {
        journal.enroll("1");
        GalleryHandover handover = new GalleryHandover(journal, List.of(new Service(null, RESIDENTS.value())));
        journal.enroll("2");
        List<OfferedService> newcomer = List.of(new Service(engine(false), new String[]{ "others", RESIDENTS.value() }));
        handover.catchUp(newcomer);
        assertEquals(Set.of("2"), taken);
        journal.enroll("3");
        handover.catchUp(newcomer);
        assertEquals(Set.of("2", "3"), taken);
    }

    @Test
    public void anEngineThatDoesNotTakeOneDoesNotTakeOver() {
        GalleryHandover handover = new GalleryHandover(journal, List.of(new Service(null, RESIDENTS.value())));
        journal.enroll("1");
        assertThrows(IllegalStateException.class, () -> handover.catchUp(List.of(new Service(engine(true), RESIDENTS.value()))));
    }

    @Test
    public void anEngineOfAnotherGalleryMissesNothing() {
        GalleryHandover handover = new GalleryHandover(journal, List.of(new Service(null, RESIDENTS.value())));
        journal.enroll("1");
        handover.catchUp(List.of(new Service(engine(false), "others")));
        assertEquals(Set.of(), taken);
    }
}
