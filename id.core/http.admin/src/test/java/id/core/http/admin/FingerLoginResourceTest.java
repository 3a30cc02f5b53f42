package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import id.api.access.StaffPersons;
import id.api.access.StaffSessions.StaffSession;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.core.http.admin.FingerLoginResource.FingerLogin;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class FingerLoginResourceTest {
    private static final byte[] MINUTIAE = "FMR\0 20\0 and the rest".getBytes(StandardCharsets.US_ASCII);

    private final List<Object> asked = new ArrayList<>();
    private final FingerLoginResource resource = new FingerLoginResource((StaffPersons) Proxy.newProxyInstance(
            StaffPersons.class.getClassLoader(), new Class<?>[]{ StaffPersons.class }, (proxy, method, arguments) -> {
                asked.addAll(Arrays.asList(arguments));
                return new StaffSession("the-token", Set.of("operator"), Instant.EPOCH, Set.of("fpt", "otp"));
            }));

    private void refused(String code, FingerLogin body) {
        IdentityException refused = assertThrows(IdentityException.class, () -> resource.login(body, "Browser/1"));
        assertEquals(refused.getMessage(), code, refused.code().name());
        assertEquals(List.of(), asked);
    }

    @Test
    public void aSampleIsTakenAsVerificationTakesIt() {
        Response answer = resource.login(new FingerLogin("maria", "left-thumb", MINUTIAE, null, "123456"), "Browser/1");
        assertEquals("__Host-idem-session=the-token; Path=/; Secure; HttpOnly; SameSite=Strict",
                answer.getHeaderString("Set-Cookie"));
        assertFalse(answer.getEntity().toString().contains("the-token"));
        BiometricSample sample = (BiometricSample) asked.get(1);
        assertEquals(Position.LEFT_THUMB, sample.position());
        assertEquals(SampleFormat.ISO19794_2_2005, sample.format());
        assertEquals(List.of("maria", sample, "123456", "Browser/1"), asked);
    }

    @Test
    public void whatIsNoFingerIsRefusedBeforeAnAccountIsLookedAt() {
        refused("INVALID_VALUE", new FingerLogin("maria", "face", MINUTIAE, null, "123456"));
        refused("INVALID_VALUE", new FingerLogin("maria", "tail", MINUTIAE, null, "123456"));
        refused("MISSING_VALUE", new FingerLogin("maria", null, MINUTIAE, null, "123456"));
        refused("MISSING_VALUE", new FingerLogin("maria", "left-thumb", null, null, "123456"));
        refused("SAMPLE_FORMAT_UNSUPPORTED", new FingerLogin("maria", "left-thumb", new byte[]{ 1, 2 }, null, "123456"));
        refused("SAMPLE_FORMAT_UNSUPPORTED", new FingerLogin("maria", "left-thumb", MINUTIAE, "DOC", "123456"));
        refused("SAMPLE_EMPTY", new FingerLogin("maria", "left-thumb", new byte[0], "PNG", "123456"));
    }

    @Test
    public void whatWasSentIsNotShown() {
        assertEquals("FingerLogin[***]", new FingerLogin("maria", "left-thumb", MINUTIAE, null, "123456").toString());
    }
}
