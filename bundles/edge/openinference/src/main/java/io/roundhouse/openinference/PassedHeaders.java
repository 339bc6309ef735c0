package io.roundhouse.openinference;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers that go on with a request, and what an answer says of the trace that they name. */
final class PassedHeaders {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final String RESPONSE = "traceresponse";

    private PassedHeaders() {}

    /** Those that an operator wants handed on, and those that the model's router reads. */
    static Map<String, String> of(HttpServletRequest request, Collection<String> wanted, Collection<String> router) {
        Map<String, String> some = collect(wanted, request, Map.of());
        return collect(router, request, some);
    }

    private static Map<String, String> collect(
            Collection<String> names, HttpServletRequest request, Map<String, String> before) {
        Map<String, String> headers = before;
        for (String name : names) {
            String value = value(request, name);
            if (value != null) {
                if (headers.isEmpty()) {
                    headers = new HashMap<>();
                }
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** Of a trace's two headers, the recommendation says what it means when they come twice; of others the first counts. */
    private static @Nullable String value(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        if (value == null || !(name.equals(PARENT) || name.equals(STATE))) {
            return value;
        }
        Enumeration<String> all = request.getHeaders(name);
        all.nextElement();
        if (!all.hasMoreElements()) {
            return value;
        }
        return name.equals(PARENT) ? null : value + "," + String.join(",", Collections.list(all));
    }

    /** Names the server's span to a caller that traces; of a caller that does not, nothing is known here. */
    static void answer(InferenceRequest request, HttpServletResponse response) {
        if (request.headers().containsKey(PARENT)) {
            TraceContext.of(request)
                    .ifPresent(context -> response.setHeader(
                            RESPONSE,
                            "00-" + context.traceId() + "-" + TraceContext.spanId(request)
                                    + (context.sampled() ? "-01" : "-00")));
        }
    }
}
