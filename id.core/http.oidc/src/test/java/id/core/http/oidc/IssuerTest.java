package id.core.http.oidc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import java.lang.reflect.Proxy;
import org.junit.Test;
import org.osgi.framework.BundleContext;

public class IssuerTest {
    private static Issuer issuer(String publicUrl, String port) {
        return issuer(publicUrl, port, null);
    }

    private static Issuer issuer(String publicUrl, String port, String mode) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(IssuerTest.class.getClassLoader(),
                new Class<?>[]{ BundleContext.class }, (proxy, method, arguments) -> {
                    assertEquals("getProperty", method.getName());
                    return arguments[0].equals("idem.mode") ? mode : port;
                });
        return new Issuer(publicUrl, context);
    }

    @Test
    public void thisMachineIsKnownByItsPort() {
        Issuer issuer = issuer("", "9090");
        assertEquals("http://127.0.0.1:9090", issuer.base());
        assertTrue(issuer.audiences().contains("http://127.0.0.1:9090/oauth/token"));
        assertTrue(issuer.audiences().contains("http://localhost:9090/oauth/token"));
        assertFalse(issuer.audiences().contains("http://127.0.0.1:8080/oauth/token"));
        assertEquals("http://127.0.0.1:8080", issuer("", null).base());
    }

    @Test
    public void inServiceThisMachineIsReachedOverTls() {
        Issuer issuer = issuer("", "9090", "production");
        assertEquals("https://127.0.0.1:9090", issuer.base());
        assertFalse(issuer.audiences().contains("http://127.0.0.1:9090/oauth/token"));
    }

    @Test
    public void publicAddressReplacesTheLocalOnes() {
        Issuer issuer = issuer("https://id.example.org/", "9090");
        assertEquals("https://id.example.org", issuer.base());
        assertTrue(issuer.audiences().contains("https://id.example.org/oauth/token"));
        assertFalse(issuer.audiences().contains("http://127.0.0.1:9090/oauth/token"));
    }

    @Test
    public void wrongAddressIsRefused() {
        for (String wrong : new String[]{ "id.example.org", "ftp://x", "https://x?y", "https:// x" }) {
            assertEquals("publicUrl", assertThrows(IdentityException.class, () -> issuer(wrong, "1")).field());
        }
    }
}
