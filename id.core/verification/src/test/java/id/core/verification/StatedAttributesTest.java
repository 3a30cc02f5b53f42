package id.core.verification;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.Test;

import id.api.value.Attributes;

public class StatedAttributesTest {
    @Test
    public void caseSpacesAccentsAndTypingDoNotCount() {
        assertSame("José  García", " jose garcia ");
        assertSame("O’Brien", "o'brien");
        assertSame("Anne–Marie", "ANNE-MARIE");
        assertSame("Jose\u0301", "José");
        assertSame("Straße", "STRASSE");
        assertSame("Søren Łukasz", "soren lukasz");
        assertSame("Σοφός", "ΣΟΦΟΣ");
        assertSame("مُحَمَّد", "محمد");
        assertSame("ﬁona", "fiona");
    }

    @Test
    public void lettersAndVowelSignsCount() {
        assertOther("Ann", "Anna");
        assertOther("कमल", "कोमल");
        assertOther("เพชร", "พชร");
        assertOther("Mary Ann", "Maryann");
    }

    private static void assertSame(String one, String other) {
        assertEquals(PlainText.of(one), PlainText.of(other));
    }

    private static void assertOther(String one, String other) {
        assertNotEquals(PlainText.of(one), PlainText.of(other));
    }

    @Test
    public void textsInSeveralLanguagesAgreeInAny() {
        Map<String, Object> recorded = Map.of("name", List.of(Map.of("language", "en", "value", "Amina"),
                Map.of("language", "ar", "value", "أمينة")));
        assertTrue(agree(Map.of("name", "amina"), recorded));
        assertTrue(agree(Map.of("name", "أمينة"), recorded));
        assertTrue(agree(Map.of("name", List.of(Map.of("language", "fr", "value", "Amina"))), recorded));
        assertFalse(agree(Map.of("name", "Sara"), recorded));
        assertFalse(agree(Map.of("name", List.of(Map.of("language", "en", "value", "Amina"),
                Map.of("language", "ar", "value", "سارة"))), recorded));
    }

    @Test
    public void datesAgreeExactly() {
        Map<String, Object> recorded = Map.of("dateOfBirth", "1990-05-17");
        assertTrue(agree(Map.of("dateOfBirth", "1990-05-17"), recorded));
        for (String other : List.of("1990-05-18", "1990", "17.05.1990", "19900517")) {
            assertFalse(agree(Map.of("dateOfBirth", other), recorded));
        }
    }

    @Test
    public void numbersAndFlagsAgreeByValue() {
        Map<String, Object> recorded = Map.of("height", 170, "resident", true);
        assertTrue(agree(Map.of("height", 170.0, "resident", true), recorded));
        assertFalse(agree(Map.of("height", 171), recorded));
        assertFalse(agree(Map.of("resident", false), recorded));
    }

    @Test
    public void everyStatedAttributeMustBeThereAndAgree() {
        Map<String, Object> recorded = Map.of("name", "Amina", "gender", "female");
        assertTrue(agree(Map.of("name", "Amina", "gender", "Female"), recorded));
        assertFalse(agree(Map.of("name", "Amina", "gender", "male"), recorded));
        assertFalse(agree(Map.of("name", "Amina", "shoeSize", "39"), recorded));
    }

    private static boolean agree(Map<String, ?> stated, Map<String, ?> recorded) {
        return StatedAttributes.agree(Attributes.ofPlain("1.0", stated).values(), Attributes.ofPlain("1.0", recorded));
    }
}
