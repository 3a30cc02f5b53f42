package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.identity.IdentityState;
import id.api.partner.Places;
import id.api.security.SealedValue;
import id.api.storage.CredentialStore;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class CallerPlacesTest {
    private static final CentreId A = new CentreId("a");
    private static final CentreId B = new CentreId("b");
    private static final EnrollmentId OF_A = new EnrollmentId("e-a");
    private static final EnrollmentId OF_B = new EnrollmentId("e-b");
    private static final EnrollmentId OF_NONE = new EnrollmentId("e-0");

    private final World world = new World();
    private final CallerPlaces places = places("a=north", "b=south");

    private CallerPlaces places(String... regions) {
        IdentityStore identities = fake(IdentityStore.class);
        return new CallerPlaces(World.settings(CallerPlaces.Config.class, Map.of("regions", regions)), world.records(),
                world, new StaffBook(world.records()), identities, fake(CredentialStore.class));
    }

    /** The person of number n came of the enrollment e-n. */
    private <T> T fake(Class<T> type) {
        SealedValue sealed = new SealedValue(Bytes.of(new byte[0]));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> {
                    assertEquals("find", method.getName());
                    PersonId person = (PersonId) arguments[0];
                    String centre = person.value().startsWith("a") ? "a" : "b";
                    return Optional.of(new IdentityRecord(person, IdentityState.ACTIVE, sealed, sealed,
                            new EnrollmentId("e-" + centre), world.now, 1));
                }));
    }

    private ClientId caller(String... texts) {
        return world.add("c" + world.clients.size(), Places.of(List.of(texts))).id();
    }

    private void settle() {
        places.settle(OF_A, Optional.of(A));
        places.settle(OF_B, Optional.of(B));
        places.settle(OF_NONE, Optional.empty());
        places.settle(OF_A, Optional.of(B));
    }

    @Test
    public void whoWorksAtACentreReachesWhatBelongsToIt() {
        settle();
        ClientId ofA = caller("centre:a");
        assertTrue(places.reaches(ofA, OF_A));
        assertFalse(places.reaches(ofA, OF_B));
        assertFalse(places.reaches(ofA, OF_NONE));
        assertFalse("never heard of", places.reaches(ofA, new EnrollmentId("e-9")));
        assertTrue(places.reaches(ofA, new PersonId("a".repeat(32))));
        assertFalse(places.reaches(ofA, new PersonId("b".repeat(32))));
        assertTrue(places.reaches(ofA, Optional.of(A)));
        assertFalse(places.reaches(ofA, Optional.empty()));
    }

    @Test
    public void aRegionHoldsItsCentres() {
        settle();
        ClientId south = caller("region:south");
        assertFalse(places.reaches(south, OF_A));
        assertTrue(places.reaches(south, OF_B));
        assertFalse("no region is named for it", places().reaches(south, OF_B));
        ClientId both = caller("region:south", "centre:a");
        assertTrue(places.reaches(both, OF_A) && places.reaches(both, OF_B));
    }

    @Test
    public void everywhereReachesAllAndWhoIsNotLetInNothing() {
        settle();
        for (EnrollmentId each : List.of(OF_A, OF_B, OF_NONE)) {
            assertTrue(places.reaches(World.ADMIN, each));
            assertTrue(places.reaches(ClientId.SYSTEM, each));
            assertFalse(places.reaches(new ClientId("nobody"), each));
            assertFalse(places.reaches(World.staffId("nobody"), each));
        }
        world.setActive(World.ADMIN, false, World.SECOND);
        assertFalse(places.reaches(World.ADMIN, OF_A));
    }

    @Test
    public void peopleHavePlacesToo() {
        settle();
        world.staff().create("maria", "Maria", Set.of("operator"), Places.of(List.of("centre:b")), World.ADMIN);
        assertFalse(places.reaches(World.staffId("maria"), OF_A));
        assertTrue(places.reaches(World.staffId("maria"), OF_B));
        world.staff().setActive("maria", false, World.ADMIN);
        assertFalse(places.reaches(World.staffId("maria"), OF_B));
    }

    @Test
    public void aWrongSettingIsRefusedByItsKey() {
        for (String wrong : List.of("a", "a=b=c", "=north", "a=", "a b=c")) {
            assertEquals("regions",
                    assertThrows(wrong, IdentityException.class, () -> places(wrong)).field());
        }
        assertThrows("twice", IdentityException.class, () -> places("a=north", "a=south"));
        assertThrows(IdentityException.class, () -> Places.of(List.of("town:x")));
        assertThrows(IdentityException.class, () -> new Places(false, Set.of(), Set.of()));
    }
}
