package id.core.http.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * {@code /}: how the system is, in numbers. Answers before requests are handed out: the REST endpoints lie on
 * {@code /*}, which the web server finds before a servlet on the root alone.
 */
@Component(service = Preprocessor.class)
public final class StartPageFilter implements Preprocessor {
    private final CoreState state;
    private final String template;

    @Activate
    public StartPageFilter(@Reference CoreState state) {
        this.state = state;
        try {
            this.template = Pages.read(state.context().getBundle(), "/web/start.html");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer
                && asked.getRequestURI().equals("/") && asked.getMethod().equals("GET")) {
            Pages.protect(answer, false);
            Pages.sendText(answer, "text/html; charset=utf-8", page().fill(template));
        } else {
            chain.doFilter(request, response);
        }
    }

    private StartPage page() {
        String mode = state.context().getProperty("idem.mode");
        String gallery = switch (state.gallery()) {
            case LOADED -> "loaded";
            case LOADING -> "loading";
            case NO_ENGINE -> "no engine installed: enrollments are held until there is one";
        };
        return new StartPage(state.context().getBundle().getVersion().toString(), mode == null ? "pilot" : mode,
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                InstantSource.system().instant(), state.missing(), gallery, state.enrollments(), state.plugins());
    }
}
