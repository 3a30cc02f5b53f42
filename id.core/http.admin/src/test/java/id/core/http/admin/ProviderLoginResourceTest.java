package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.access.StaffProvider;
import id.api.access.StaffProvider.Answer;
import id.api.access.StaffProvider.Begun;
import id.api.access.StaffSessions.StaffSession;
import id.api.error.IdentityException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class ProviderLoginResourceTest {
    private final List<Object> finished = new ArrayList<>();
    private final ProviderLoginResource resource = new ProviderLoginResource((StaffProvider) Proxy.newProxyInstance(
            StaffProvider.class.getClassLoader(), new Class<?>[]{ StaffProvider.class },
            (proxy, method, arguments) -> switch (method.getName()) {
                case "begin" -> new Begun(URI.create("https://login.example.org/authorize?state=s"), "the-ticket");
                case "finish" -> {
                    finished.addAll(Arrays.asList(arguments));
                    yield new StaffSession("the-token", Set.of("operator"), Instant.EPOCH, Set.of("provider"));
                }
                case "startPage" -> URI.create("https://id.example.org/");
                default -> throw new UnsupportedOperationException(method.getName());
            }));

    private static UriInfo address(MultivaluedMap<String, String> query) {
        return (UriInfo) Proxy.newProxyInstance(UriInfo.class.getClassLoader(), new Class<?>[]{ UriInfo.class },
                (proxy, method, arguments) -> query);
    }

    private static MultivaluedMap<String, String> query(String... pairs) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        for (String pair : pairs) {
            query.add(pair.split("=")[0], pair.split("=")[1]);
        }
        return query;
    }

    @Test
    public void theTicketComesBackFromThePagesOfTheProvider() {
        Response answer = resource.login("same-origin");
        assertEquals(303, answer.getStatus());
        assertEquals("https://login.example.org/authorize?state=s", answer.getHeaderString("Location"));
        assertEquals("__Host-idem-login=the-ticket; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600",
                answer.getHeaderString("Set-Cookie"));
    }

    @Test
    public void noPageOfAnotherSiteBeginsALogIn() {
        for (String foreign : List.of("cross-site", "same-site")) {
            assertEquals("SITE_FOREIGN",
                    assertThrows(IdentityException.class, () -> resource.login(foreign)).code().name());
        }
        assertEquals("an address that was typed, a browser that does not say", List.of(303, 303),
                List.of(resource.login("none").getStatus(), resource.login(null).getStatus()));
    }

    @Test
    public void theSessionIsAsThatOfAnyLogInAndTheTicketIsGone() {
        Response answer = resource.callback(address(query("state=s", "code=c", "iss=i", "next=https://evil.example")),
                "the-ticket", "Browser/1");
        assertEquals(List.of("the-ticket", new Answer("s", "c", "i"), "Browser/1"), finished);
        assertEquals(303, answer.getStatus());
        assertEquals("https://id.example.org/", answer.getHeaderString("Location"));
        assertEquals(List.of("__Host-idem-session=the-token; Path=/; Secure; HttpOnly; SameSite=Strict",
                "__Host-idem-login=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"),
                answer.getHeaders().get("Set-Cookie"));
    }

    @Test
    public void nothingComesTwice() {
        for (String twice : List.of("state", "code", "iss")) {
            IdentityException refused = assertThrows(IdentityException.class, () -> resource
                    .callback(address(query(twice + "=a", twice + "=b")), "the-ticket", "Browser/1"));
            assertEquals("MALFORMED", refused.code().name());
            assertEquals(twice, refused.field());
        }
        assertEquals(List.of(), finished);
    }
}
