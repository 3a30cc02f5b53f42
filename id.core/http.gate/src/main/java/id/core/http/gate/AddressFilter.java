package id.core.http.gate;

import id.api.error.IdentityException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Counts the calls of each address before anything else looks at them, pages included, and tells the endpoints where a call
 * comes from.
 */
@Component(service = Preprocessor.class, property = "service.ranking:Integer=1000")
public final class AddressFilter implements Preprocessor {
    /** Attribute of a request: the caller's address, as it is counted. A caller cannot set it. */
    static final String CALLER = "id.core.http.gate.caller";

    private final RateLimits limits;
    private final InstantSource clock;

    @Activate
    public AddressFilter(@Reference RateLimits limits, @Reference InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
            String address = limits.caller(asked.getRemoteAddr(), forwardedFor(asked));
            asked.setAttribute(CALLER, address);
            try {
                limits.address(address);
            } catch (IdentityException refused) {
                AnswerForm.write(Fault.of(refused), asked, answer, clock.instant());
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static String forwardedFor(HttpServletRequest asked) {
        var lines = asked.getHeaders("X-Forwarded-For");
        return lines == null || !lines.hasMoreElements() ? null : String.join(",", Collections.list(lines));
    }
}
