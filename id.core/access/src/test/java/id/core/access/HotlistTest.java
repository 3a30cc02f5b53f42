package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.access.AccessError;
import id.api.access.HotEntry;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.error.GeneralError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class HotlistTest {
    private static final String UIN = "23456789012348";

    private final World world = new World();
    private final Hotlist list = world.hotlist();
    private final Hotlist otherNode = world.hotlist();

    @Test
    public void whatIsAddedIsHotOnEveryNodeUntilItIsRemoved() {
        assertFalse(otherNode.isHot(HotKind.PARTNER, "bank"));
        list.add(HotKind.PARTNER, "bank", "Key was stolen", Optional.empty(), World.ADMIN);
        assertTrue(otherNode.isHot(HotKind.PARTNER, "bank"));
        assertFalse("of another kind", otherNode.isHot(HotKind.OPERATOR, "bank"));
        otherNode.remove(HotKind.PARTNER, "bank", World.SECOND);
        assertFalse(list.isHot(HotKind.PARTNER, "bank"));
        World.refused(AccessError.HOTLIST_ENTRY_UNKNOWN, () -> list.remove(HotKind.PARTNER, "bank", World.ADMIN));
        assertEquals(List.of("hotlist.added", "hotlist.removed"),
                world.audited.stream().map(entry -> entry.event()).toList());
        assertEquals(World.SECOND, world.audited.getLast().actor());
    }

    @Test
    public void anEntryEndsByItself() {
        list.add(HotKind.STATION, "s-1", "Lost", Optional.of(world.now.plus(Duration.ofHours(1))), World.ADMIN);
        world.now = world.now.plus(Duration.ofMinutes(59));
        assertTrue(list.isHot(HotKind.STATION, "s-1"));
        world.now = world.now.plus(Duration.ofMinutes(1));
        assertFalse(list.isHot(HotKind.STATION, "s-1"));
        assertEquals(List.of(), list.list());
    }

    @Test
    public void aNewReasonReplacesTheOldOne() {
        list.add(HotKind.DEVICE, "SN 17", "Tampered with", Optional.empty(), World.ADMIN);
        list.add(HotKind.DEVICE, "SN 17", "Stolen", Optional.empty(), World.SECOND);
        HotEntry entry = list.list().getFirst();
        assertEquals("Stolen", entry.reason());
        assertEquals(World.SECOND, entry.by());
        assertEquals(Optional.of("SN 17"), entry.value());
        assertEquals(1, list.list().size());
    }

    @Test
    public void aNumberIsKeptAsAHashAlone() {
        String uin = valid();
        HotEntry entry = list.add(HotKind.UIN, uin, "Reported stolen", Optional.empty(), World.ADMIN);
        assertEquals(Optional.empty(), entry.value());
        assertTrue(list.isHot(HotKind.UIN, uin));
        assertFalse(world.dump(), world.dump().contains(uin));
        assertFalse(world.audited.toString().contains(uin));
    }

    /** The first number of this length with a right check digit. */
    private static String valid() {
        for (int digit = 0; digit < 10; digit++) {
            String number = UIN.substring(0, UIN.length() - 1) + digit;
            try {
                return new id.api.value.Uin(number).value();
            } catch (id.api.error.IdentityException another) {
                continue;
            }
        }
        throw new AssertionError("One of ten digits is right");
    }

    @Test
    public void whatCouldNeverBeAskedForIsRefused() {
        Map<HotKind, String> wrong = Map.of(HotKind.UIN, "123", HotKind.VID, "x", HotKind.PARTNER, "a b",
                HotKind.STATION, "", HotKind.DEVICE, " ", HotKind.OPERATOR, "?");
        wrong.forEach((kind, value) -> World.refused(GeneralError.INVALID_VALUE,
                () -> list.add(kind, value, "Why not", Optional.empty(), World.ADMIN)));
        World.refused(GeneralError.INVALID_VALUE,
                () -> list.add(HotKind.PARTNER, "bank", "Late", Optional.of(world.now), World.ADMIN));
        World.refused(GeneralError.INVALID_VALUE,
                () -> list.add(HotKind.PARTNER, "bank", "", Optional.empty(), World.ADMIN));
    }
}
