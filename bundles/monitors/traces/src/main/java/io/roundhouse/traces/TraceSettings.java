package io.roundhouse.traces;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which requests leave spans, and where they are sent to.
 *
 * @param url of the collector, with its path; nothing is done while it is empty
 * @param percent of the requests whose caller says nothing of a trace; where it does, it decides
 * @param queueMax spans of requests that may wait to be sent; further ones are lost
 * @param headers sent along, for a collector that wants to know who it is
 */
record TraceSettings(String url, double percent, int queueMax, Map<String, String> headers) {
    static final double PERCENT = 1;
    static final int QUEUE_MAX = 2_048;
    private static final int QUEUE_MOST = 65_536;

    TraceSettings {
        headers = Map.copyOf(headers);
    }

    static TraceSettings of(String url, double percent, int queueMax, List<String> headers) {
        if (!url.isEmpty()) {
            checkUrl(url);
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw wrong("sample.percent must be 0..100, was " + percent);
        }
        if (queueMax < 1 || queueMax > QUEUE_MOST) {
            throw wrong("queue.max must be 1.." + QUEUE_MOST + ", was " + queueMax);
        }
        Map<String, String> byName = new LinkedHashMap<>();
        for (String header : headers) {
            int equals = header.indexOf('=');
            if (equals < 1 || header.chars().anyMatch(c -> c < ' ' || c > '~')) { // its value may be a secret
                throw wrong("headers must be name=value in ASCII, number " + (byName.size() + 1) + " is not");
            }
            byName.put(
                    header.substring(0, equals).strip(),
                    header.substring(equals + 1).strip());
        }
        return new TraceSettings(url, percent, queueMax, byName);
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw wrong("url is no address: " + e.getMessage());
        }
        throw wrong("url must be like http://localhost:4318/v1/traces, was " + url);
    }

    private static InferenceException wrong(String sentence) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, sentence);
    }

    boolean isOn() {
        return !url.isEmpty();
    }
}
