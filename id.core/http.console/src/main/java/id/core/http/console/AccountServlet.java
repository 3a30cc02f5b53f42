package id.core.http.console;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /login} and {@code /account}: the pages of people who work with the system. They hold nothing of a person; their
 * scripts ask the endpoints under {@code /staff/v1} for it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({ "/login", "/account" })
public final class AccountServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Bundle bundle;

    @Activate
    public AccountServlet(BundleContext context) {
        this.bundle = context.getBundle();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Pages.protect(response, false);
        Pages.sendText(response, "text/html; charset=utf-8",
                Pages.read(bundle, "/web" + request.getServletPath() + ".html"));
    }
}
