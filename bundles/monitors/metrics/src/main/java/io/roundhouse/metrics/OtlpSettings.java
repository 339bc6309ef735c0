package io.roundhouse.metrics;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where meters are sent to, and how often.
 *
 * @param url of the collector, with its path; nothing is sent while it is empty
 * @param headers sent along, for a collector that wants to know who it is
 */
record OtlpSettings(String url, Duration interval, Map<String, String> headers) {
    static final int INTERVAL_SECONDS = 60;
    private static final int INTERVAL_SECONDS_MAX = 3_600;

    OtlpSettings {
        headers = Map.copyOf(headers);
    }

    static OtlpSettings of(String url, int intervalSeconds, List<String> headers) {
        if (!url.isEmpty()) {
            checkUrl(url);
        }
        if (intervalSeconds < 1 || intervalSeconds > INTERVAL_SECONDS_MAX) {
            throw wrong("otlp.interval.seconds must be 1.." + INTERVAL_SECONDS_MAX + ", was " + intervalSeconds);
        }
        Map<String, String> byName = new LinkedHashMap<>();
        for (String header : headers) {
            int equals = header.indexOf('=');
            if (equals < 1 || header.chars().anyMatch(c -> c < ' ' || c > '~')) { // its value may be a secret
                throw wrong("otlp.headers must be name=value in ASCII, number " + (byName.size() + 1) + " is not");
            }
            byName.put(
                    header.substring(0, equals).strip(),
                    header.substring(equals + 1).strip());
        }
        return new OtlpSettings(url, Duration.ofSeconds(intervalSeconds), byName);
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw wrong("otlp.url is no address: " + e.getMessage());
        }
        throw wrong("otlp.url must be like http://localhost:4318/v1/metrics, was " + url);
    }

    private static InferenceException wrong(String sentence) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, sentence);
    }

    boolean isOn() {
        return !url.isEmpty();
    }
}
