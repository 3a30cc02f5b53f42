package id.core.http.connector;

import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses methods that nothing here needs, before anything looks at them: TRACE, which servlets answer by themselves and
 * which hands a browser's cookies to whoever reads the answer, CONNECT, and whatever else somebody makes up.
 */
final class TakenMethods implements HttpConfiguration.Customizer {
    private static final Set<String> TAKEN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (!TAKEN.contains(request.getMethod())) {
            throw new HttpException.RuntimeException(HttpStatus.METHOD_NOT_ALLOWED_405, "This method is not taken");
        }
        return request;
    }
}
