package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class AddressFilterTest {
    private final RateLimits limits = new RateLimits(
            FakeLimits.settings(Map.of("addressCallsPerMinute", 2, "trustedProxies", new String[]{ "10.0.0.7" })), new FakeTrail(),
            new FakeLimits.Clock());
    private final AddressFilter filter = new AddressFilter(limits, () -> Instant.EPOCH);

    /** What came of one call. */
    private static final class Call {
        final Map<String, Object> attributes = new HashMap<>();
        final Map<String, String> headers = new HashMap<>();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean passed;
        int status = 200;

        JsonNode json() throws Exception {
            return new ObjectMapper().readTree(body.toByteArray());
        }
    }

    private Call call(String path, String peer, String... forwardedFor) throws Exception {
        Call call = new Call();
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(AddressFilterTest.class.getClassLoader(),
                new Class<?>[]{ HttpServletRequest.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "getHeaders" ->
                        Collections.enumeration(arguments[0].equals("X-Forwarded-For") ? List.of(forwardedFor) : List.of());
                    case "getRequestURI" -> path;
                    case "getMethod" -> "GET";
                    case "setAttribute" -> call.attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(AddressFilterTest.class.getClassLoader(),
                new Class<?>[]{ HttpServletResponse.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "setStatus" -> call.status = (int) arguments[0];
                    case "setHeader" -> call.headers.put((String) arguments[0], (String) arguments[1]);
                    case "setContentType" -> call.headers.put("Content-Type", (String) arguments[0]);
                    case "setContentLength" -> null;
                    case "getOutputStream" -> out(call.body);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        filter.doFilter(request, response, (passedRequest, passedResponse) -> call.passed = true);
        return call;
    }

    private static ServletOutputStream out(ByteArrayOutputStream body) {
        return new ServletOutputStream() {
            @Override
            public void write(int value) {
                body.write(value);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    public void endpointsLearnTheCallersAddress() throws Exception {
        assertEquals("203.0.113.7", call("/own", "203.0.113.7").attributes.get(AddressFilter.CALLER));
        assertEquals("198.51.100.1", call("/own", "10.0.0.7", "192.0.2.66", "198.51.100.1").attributes.get(AddressFilter.CALLER));
    }

    @Test
    public void anAddressThatCallsTooOftenGetsNoFurtherThanHere() throws Exception {
        assertTrue(call("/", "203.0.113.7").passed);
        assertTrue(call("/console/", "203.0.113.7").passed);
        Call refused = call("/docs/", "203.0.113.7");
        assertFalse(refused.passed);
        assertEquals(429, refused.status);
        assertEquals("30", refused.headers.get("Retry-After"));
        assertEquals("application/json", refused.headers.get("Content-Type"));
        assertEquals("no-store", refused.headers.get("Cache-Control"));
        assertEquals("nosniff", refused.headers.get("X-Content-Type-Options"));
        assertEquals("TOO_MANY_CALLS", refused.json().path("errors").path(0).path("code").asText());
        assertTrue("another address is not affected", call("/", "203.0.113.8").passed);
    }

    /** A new name in the header with each call would be a new budget with each call. */
    @Test
    public void whoMakesUpWhereTheyComeFromGetsNoMore() throws Exception {
        int passed = 0;
        for (int i = 0; i < 50; i++) {
            passed += call("/", "203.0.113.7", "198.51.100." + i).passed ? 1 : 0;
        }
        assertEquals(2, passed);
    }

    @Test
    public void eachProtocolIsRefusedInItsForm() throws Exception {
        call("/", "203.0.113.7");
        call("/", "203.0.113.7");
        assertEquals("temporarily_unavailable", call("/oauth/token", "203.0.113.7").json().path("error").asText());
        assertTrue(call("/v1/persons", "203.0.113.7").json().path("code").isInt());
        assertTrue(call("/enrollment", "203.0.113.7").json().path("errors").path(0).path("errorCode").isTextual());
    }
}
