package id.api.value;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import org.junit.Test;

public class PersonIdentifierTest {
    @Test
    public void eachTypeYieldsItsIdentifier() {
        String uin = "23456789012" + Verhoeff.checkDigit("23456789012");
        String vid = "234567890123456789" + Verhoeff.checkDigit("234567890123456789");
        assertEquals(new Uin(uin), PersonIdentifier.of("uin", uin));
        assertEquals(new Vid(vid), PersonIdentifier.of("vid", vid));
        assertEquals(new Alias("phone", "+1"), PersonIdentifier.of("alias-phone", "+1"));
    }

    @Test
    public void anotherTypeAndABadValueAreToldApart() {
        assertEquals(PersonIdentifier.TYPE,
                assertThrows(IdentityException.class, () -> PersonIdentifier.of("name", "x")).field());
        assertEquals("Uin", assertThrows(IdentityException.class, () -> PersonIdentifier.of("uin", "1")).field());
        assertEquals("Alias.type",
                assertThrows(IdentityException.class, () -> PersonIdentifier.of("alias-", "x")).field());
    }
}
