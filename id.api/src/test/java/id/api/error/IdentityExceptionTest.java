package id.api.error;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class IdentityExceptionTest {
    /** Found by fuzzing: a field is told by the name that the sender gave it. */
    @Test
    public void whatASenderNamedForgesNoLineOfALog() {
        IdentityException told = new IdentityException(GeneralError.UNKNOWN_FIELD, "odd\nname\r\u2028\ud800",
                "odd\nname is unknown");
        assertEquals("odd?name???", told.field());
        assertEquals("odd?name is unknown", told.getMessage());
        assertEquals("a?b", told.at("a\0b").field());
        assertEquals("\u540d\ud83d\ude00", told.at("\u540d\ud83d\ude00").field());
    }

    @Test
    public void aFieldIsNoLongerThanALine() {
        IdentityException told = new IdentityException(GeneralError.UNKNOWN_FIELD, "\ud83d\ude00".repeat(500), "m")
                .at("x" + "\ud83d\ude00".repeat(500));
        assertEquals(400, told.field().length());
        assertEquals('?', told.field().charAt(399));
    }
}
