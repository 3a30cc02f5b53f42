package id.core.http.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /health/live}: the process answers; {@code /health/ready}: it can do its work, or what is missing (503). */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/health/*")
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CoreState state;

    @Activate
    public HealthServlet(@Reference CoreState state) {
        this.state = state;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Pages.protect(response, false);
        switch (String.valueOf(request.getPathInfo())) {
            case "/live" -> answer(response, List.of());
            case "/ready" -> answer(response, state.missing());
            default -> Pages.sendMissing(response);
        }
    }

    private static void answer(HttpServletResponse response, List<String> missing) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", missing.isEmpty() ? "UP" : "DOWN");
        if (!missing.isEmpty()) {
            missing.forEach(body.putArray("missing")::add);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
        }
        Pages.sendText(response, "application/json", body.toString());
    }
}
