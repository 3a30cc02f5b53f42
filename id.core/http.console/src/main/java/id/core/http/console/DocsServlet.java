package id.core.http.console;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The documents of the API under {@code /docs/openapi/}, a browser for them at {@code /docs/}, and page assets. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({ "/docs", "/docs/*", "/assets/*" })
public final class DocsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String FILE = "/[a-z0-9][a-z0-9.-]*";

    private final transient CoreState state;
    private final transient Bundle bundle;
    private final String swagger;

    @Activate
    public DocsServlet(@Reference CoreState state) {
        this.state = state;
        this.bundle = state.context().getBundle();
        this.swagger = swaggerFolder(bundle);
    }

    /** The library's folder has its version for a name. */
    private static String swaggerFolder(Bundle bundle) {
        Enumeration<URL> found = bundle.findEntries("META-INF/resources/webjars/swagger-ui", "swagger-ui.css", true);
        if (found == null) {
            throw new IllegalStateException("The bundle was built without swagger-ui");
        }
        String path = found.nextElement().getPath();
        return path.substring(0, path.lastIndexOf('/'));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Pages.protect(response, true);
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        if (request.getServletPath().equals("/assets")) {
            send("/web/assets", path, response);
        } else if (path.isEmpty()) {
            response.sendRedirect("/docs/");
        } else if (path.equals("/")) {
            Pages.sendText(response, "text/html; charset=utf-8", Pages.read(bundle, "/web/docs.html")
                    .replace("${banner}", UnsignedBanner.of(state.plugins())));
        } else if (path.startsWith("/openapi/")) {
            send("/web/openapi", path.substring("/openapi".length()), response);
        } else if (path.startsWith("/browser/")) {
            send(swagger, path.substring("/browser".length()), response);
        } else {
            Pages.sendMissing(response);
        }
    }

    private void send(String folder, String file, HttpServletResponse response) throws IOException {
        if (file.matches(FILE)) {
            Pages.sendFile(bundle, folder + file, response);
        } else {
            Pages.sendMissing(response);
        }
    }
}
