package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.access.OwnAccount;
import id.api.access.StaffSessions;
import id.api.access.StaffSessions.StaffSession;
import id.api.value.ClientId;
import id.api.value.Secret;
import id.core.http.admin.OwnAccountResource.Again;
import id.core.http.admin.OwnAccountResource.NewPassword;
import id.core.http.admin.OwnAccountResource.Taken;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class OwnAccountResourceTest {
    private static final String TYPED = " Ein  langes Paßwort \uD83D\uDC0E mit Rändern, und über vierundsechzig Zeichen lang ";

    private final List<Object> given = new ArrayList<>();
    private final OwnAccountResource resource = new OwnAccountResource(
            proxy(OwnAccount.class, (proxy, method, arguments) -> {
                given.addAll(Arrays.asList(arguments));
                return method.getReturnType() == StaffSession.class
                        ? new StaffSession("the-token", Set.of("operator"), Instant.EPOCH, Set.of("pwd"))
                        : null;
            }));
    private final SecurityContext maria = proxy(SecurityContext.class,
            (proxy, method, arguments) -> (Principal) () -> "staff.maria");

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, answers));
    }

    @Test
    public void passwordsAreHandedOnAsTheyWereTyped() {
        resource.password(new NewPassword(TYPED, "123456", TYPED + "!"), "Browser/1", maria);
        assertEquals(List.of(new ClientId("staff.maria"), Secret.of(TYPED.toCharArray()), "123456",
                Secret.of((TYPED + "!").toCharArray()), "Browser/1"), given);
        given.clear();
        StaffLoginResource login = new StaffLoginResource(proxy(StaffSessions.class, (proxy, method, arguments) -> {
            given.addAll(Arrays.asList(arguments));
            return new StaffSession("the-token", Set.of("operator"), Instant.EPOCH, Set.of("pwd"));
        }));
        login.login(new StaffLoginResource.Login("maria", TYPED, "123456"), "Browser/1");
        assertTrue(given.contains(Secret.of(TYPED.toCharArray())));
    }

    @Test
    public void aChangeBringsTheNewSessionInTheCookieAlone() {
        for (Response answer : List.of(resource.password(new NewPassword("a", "b", "c"), "Browser/1", maria),
                resource.take(new Taken("123456"), "the-old", "Browser/1", maria))) {
            assertEquals("__Host-idem-session=the-token; Path=/; Secure; HttpOnly; SameSite=Strict",
                    answer.getHeaderString("Set-Cookie"));
            assertFalse(answer.getEntity().toString().contains("the-token"));
        }
    }

    @Test
    public void whatWasTypedIsNotShown() {
        for (Object typed : List.of(new NewPassword("pass-word", "123456", "pass-word"), new Again("pass-word", "123456"),
                new Taken("123456"))) {
            assertFalse(typed.toString(), typed.toString().contains("pass-word") || typed.toString().contains("123456"));
        }
    }
}
