package io.roundhouse.http;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one line of a request that failed by the server's fault: with its id, model, version and arm in the text, and as
 * fields where lines are JSON. Sentences and stack traces are the server's own; of what a client sent there is its id, its
 * trace and, where there is no such model, its word for one.
 */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFilter.class);
    private static final int VALUE_LENGTH_MAX = 128;

    private FailureLog() {}

    static void tell(String id, ErrorCode code, @Nullable String traceparent, Throwable failure) {
        Map<String, String> fields = fields(id, code, traceparent, failure);
        fields.forEach(MDC::put);
        try {
            LOG.error("request failed {}", text(fields), failure);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    static Map<String, String> fields(String id, ErrorCode code, @Nullable String traceparent, Throwable failure) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", cut(id));
        fields.put("code", code.name());
        if (failure instanceof InferenceException known) {
            known.fields().forEach((name, value) -> fields.put(name, cut(value)));
        }
        if (traceparent != null) {
            TraceContext.of(Map.of("traceparent", traceparent))
                    .ifPresent(trace -> fields.put("trace", trace.traceId()));
        }
        return fields;
    }

    /** {@code name=value}; a value that is no plain word stands in quotes, so that none can pass for a field. */
    static String text(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            boolean plain =
                    !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '=');
            text.append(text.length() == 0 ? "" : " ").append(name).append('=');
            text.append(plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        });
        return text.toString();
    }

    private static String cut(String value) {
        return value.length() <= VALUE_LENGTH_MAX ? value : value.substring(0, VALUE_LENGTH_MAX) + "…";
    }
}
