package id.core.http.console;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /}: how the system is, in numbers. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("")
public final class StartPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CoreState state;
    private final String template;

    @Activate
    public StartPageServlet(@Reference CoreState state) {
        this.state = state;
        try {
            this.template = Pages.read(state.context().getBundle(), "/web/start.html");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String mode = state.context().getProperty("idem.mode");
        StartPage page = new StartPage(state.context().getBundle().getVersion().toString(),
                mode == null ? "pilot" : mode,
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), Instant.now(),
                state.missing(), switch (state.gallery()) {
                    case LOADED -> "loaded";
                    case LOADING -> "loading";
                    case NO_ENGINE -> "no engine installed: enrollments are held until there is one";
                }, state.enrollments(), state.plugins());
        Pages.protect(response, false);
        Pages.sendText(response, "text/html; charset=utf-8", page.fill(template));
    }
}
