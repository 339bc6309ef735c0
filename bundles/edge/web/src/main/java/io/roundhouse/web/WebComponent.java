package io.roundhouse.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The servlet of {@code /console}. */
@Component(name = "io.roundhouse.web", service = Servlet.class)
@HttpWhiteboardServletPattern({"/console", "/console/*"})
public final class WebComponent extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Site site = new Site();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        site.answer(request, response);
    }
}
