package io.roundhouse.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/** The outermost filter of every servlet, the ones of plugins included. */
@Component(service = Filter.class, property = Constants.SERVICE_RANKING + ":Integer=1000000")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported // an answer may be a stream of events
public final class ErrorFilterComponent implements Filter {
    private final ErrorFilter filter = new ErrorFilter();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        filter.filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }
}
