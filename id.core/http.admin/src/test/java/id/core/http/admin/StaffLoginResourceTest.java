package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import id.api.access.StaffSessions;
import id.api.access.StaffSessions.StaffSession;
import id.core.http.admin.StaffLoginResource.Finish;
import id.core.http.admin.StaffLoginResource.First;
import id.core.http.admin.StaffLoginResource.Login;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class StaffLoginResourceTest {
    private static final List<String> ATTRIBUTES = List.of("Path=/", "Secure", "HttpOnly", "SameSite=Strict");
    private final StaffLoginResource resource = new StaffLoginResource((StaffSessions) Proxy.newProxyInstance(
            StaffSessions.class.getClassLoader(), new Class<?>[]{ StaffSessions.class },
            (proxy, method, arguments) -> method.getReturnType() == StaffSession.class
                    ? new StaffSession("the-token", Set.of("operator"), Instant.EPOCH, Set.of("pwd"))
                    : null));

    @Test
    public void theCookieIsForThisHostAloneAndForNoScript() {
        assertCookie("__Host-idem-session=the-token", resource.login(new Login("maria", "a password", "123456"), "Browser/1"), ATTRIBUTES);
        assertCookie("__Host-idem-session=the-token",
                resource.first(new Finish("maria", "the first", "a password", "123456"), "Browser/1"), ATTRIBUTES);
    }

    @Test
    public void aLogoutTakesTheCookieBack() {
        assertCookie("__Host-idem-session=", resource.logout("the-token"),
                List.of("Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=0"));
    }

    @Test
    public void aLogoutHasTheBrowserForgetWhatItKept() {
        assertEquals("\"cache\", \"storage\"", resource.logout("the-token").getHeaderString("Clear-Site-Data"));
        assertEquals("where there was no session as well", "\"cache\", \"storage\"",
                resource.logout(null).getHeaderString("Clear-Site-Data"));
    }

    @Test
    public void theTokenIsInTheCookieAlone() {
        Response answer = resource.login(new Login("maria", "a password", "123456"), "Browser/1");
        assertFalse(answer.getEntity().toString().contains("the-token"));
    }

    @Test
    public void whatWasTypedIsNotShown() {
        for (Object typed : List.of(new Login("maria", "pass-word", "123456"), new First("maria", "pass-word"),
                new Finish("maria", "pass-word", "pass-word", "123456"))) {
            assertFalse(typed.toString(), typed.toString().contains("pass-word") || typed.toString().contains("123456"));
        }
    }

    private static void assertCookie(String value, Response answer, List<String> attributes) {
        List<String> parts = Arrays.asList(answer.getHeaderString("Set-Cookie").split("; "));
        assertEquals(value, parts.getFirst());
        assertEquals(attributes, parts.subList(1, parts.size()));
    }
}
