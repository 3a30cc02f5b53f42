package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.AdjudicationDecision;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.VidPolicy;
import id.api.value.Alias;
import id.api.value.EnrollmentId;
import org.junit.Test;

public class RequestTest {
    private static IdentityException refused(Runnable request) {
        return assertThrows(IdentityException.class, request::run);
    }

    @Test
    public void limitIsANumberOfItsRange() {
        assertEquals(100, Request.limit(null));
        assertEquals(1000, Request.limit("1000"));
        for (String wrong : new String[]{ "0", "1001", "-1", "abc", "99999999999", "" }) {
            assertEquals("limit", refused(() -> Request.limit(wrong)).field());
        }
    }

    @Test
    public void idThatCannotBeOneNamesNothing() {
        assertEquals(GeneralError.NOT_FOUND, refused(() -> Request.inPath(() -> new EnrollmentId("a b"))).code());
    }

    @Test
    public void namesOfASetAreChecked() {
        assertEquals(VidPolicy.ONE_TIME, Request.oneOf(VidPolicy.class, "ONE_TIME", "policy"));
        assertEquals("policy", refused(() -> Request.oneOf(VidPolicy.class, "EVER", "policy")).field());
        assertEquals(GeneralError.MISSING_VALUE, refused(() -> Request.oneOf(VidPolicy.class, null, "policy")).code());
    }

    @Test
    public void individualsAreNamedByTypeAndValue() {
        assertEquals(new Alias("phone", "+33 1"), Individual.required(new Individual("alias-phone", "+33 1")));
        assertEquals("individual", refused(() -> Individual.required(null)).field());
        assertEquals("individual.type", refused(() -> Individual.required(new Individual("name", "x"))).field());
        assertEquals("individual.value", refused(() -> Individual.required(new Individual("uin", "1"))).field());
    }

    @Test
    public void decisionsAreRead() {
        assertTrue(new AdjudicationResource.Decision("UNIQUE", null, null)
                .toDecision() instanceof AdjudicationDecision.Unique);
        assertEquals(new AdjudicationDecision.SamePerson(new EnrollmentId("e1"), "same"),
                new AdjudicationResource.Decision("DUPLICATE", "e1", "same").toDecision());
        assertEquals("of", refused(new AdjudicationResource.Decision("DUPLICATE", null, "")::toDecision).field());
        assertEquals("decision", refused(new AdjudicationResource.Decision("MAYBE", null, "")::toDecision).field());
    }
}
