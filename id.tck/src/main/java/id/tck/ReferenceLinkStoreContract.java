package id.tck;

import static org.junit.Assert.assertEquals;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import id.api.storage.ReferenceLinkStore;
import java.util.Optional;
import org.junit.Test;

/** Links between encounters and enrollments. */
public abstract class ReferenceLinkStoreContract extends StoreContract {
    @Test
    public void linksOnceAndUnlinks() {
        ReferenceLinkStore store = stores().links();
        BlindIndex encounter = Samples.index();
        SealedValue enrollment = Samples.sealed(50);
        assertEquals(Optional.empty(), store.find(encounter));
        store.link(encounter, enrollment);
        store.link(encounter, enrollment);
        assertEquals(Optional.of(enrollment), store.find(encounter));
        store.unlink(encounter);
        store.unlink(encounter);
        assertEquals(Optional.empty(), store.find(encounter));
    }
}
