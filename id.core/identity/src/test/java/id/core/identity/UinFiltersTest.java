package id.core.identity;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class UinFiltersTest {
    @Test
    public void refusesWhatEachRuleNames() {
        assertRefused(Settings.defaults().unfiltered().with("uinNotStartingWith", "01"), "194857362058", "294857362058");
        assertRefused(Settings.defaults().unfiltered().with("uinSequenceLimit", 3), "291234857302", "291243857302");
        assertRefused(Settings.defaults().unfiltered().with("uinSequenceLimit", 3), "298901573024", "298910573024");
        assertRefused(Settings.defaults().unfiltered().with("uinSequenceLimit", 3), "292108573024", "292108".repeat(2)
                .replace("210", "201"));
        assertRefused(Settings.defaults().unfiltered().with("uinSameDigitLimit", 3), "299900573024", "299007730245");
        assertRefused(Settings.defaults().unfiltered().with("uinRepeatingDistance", 2), "295957302468", "295739024816");
        assertRefused(Settings.defaults().unfiltered().with("uinBlockLimit", 2), "293529705814", "293527058146");
        assertRefused(Settings.defaults().unfiltered().with("uinEvenDigitsLimit", 3), "294687305171", "294087305171");
        assertRefused(Settings.defaults().unfiltered().with("uinEndsLimit", 5), "293571029357", "293571029358");
        assertRefused(Settings.defaults().unfiltered().with("uinEndsLimit", 5), "293571075392", "293571075391");
        assertRefused(Settings.defaults().unfiltered().with("uinRestricted", new String[]{ "786" }), "297860573024",
                "297680573024");
    }

    @Test
    public void passesEverythingWhenSwitchedOff() {
        UinFilters none = new UinFilters(Settings.defaults().unfiltered().build());
        assertTrue(none.accept("000000000000"));
        assertTrue(none.accept("012345678901"));
    }

    private static void assertRefused(Settings settings, String refused, String passed) {
        UinFilters filters = new UinFilters(settings.build());
        assertFalse(refused, filters.accept(refused));
        assertTrue(passed, filters.accept(passed));
    }
}
