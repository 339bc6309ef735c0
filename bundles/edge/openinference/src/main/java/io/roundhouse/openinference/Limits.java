package io.roundhouse.openinference;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a request may be and an answer may become.
 *
 * @param bodyBytesMax after inflation
 * @param inflateRatioMax inflated bytes for each byte on the wire, once {@code inflateFreeBytes} are exceeded
 * @param responseBytesMax before compression
 * @param gzipBytesMin answers from this size on are compressed for who asks for it
 * @param tensorsMax inputs, and outputs, of a request
 * @param feedbackBytesMax of one call with feedback
 * @param feedbackItemsMax of one call with feedback
 * @param timeout of a request that names none
 * @param timeoutMax of one that does
 * @param headers passed on, in lower case
 */
record Limits(
        int bodyBytesMax,
        int inflateRatioMax,
        int inflateFreeBytes,
        int responseBytesMax,
        int gzipBytesMin,
        int jsonDepthMax,
        int tensorsMax,
        int feedbackBytesMax,
        int feedbackItemsMax,
        Duration timeout,
        Duration timeoutMax,
        List<String> headers) {
    /** Characters of a number, and of a name, in JSON. */
    static final int NUMBER_LENGTH_MAX = 64;

    static final int NAME_LENGTH_MAX = 256;

    Limits {
        within("body.bytes.max", bodyBytesMax, 1_024, Integer.MAX_VALUE - 1_024);
        within("inflate.ratio.max", inflateRatioMax, 1, 100_000);
        within("inflate.free.bytes", inflateFreeBytes, 0, Integer.MAX_VALUE);
        within("response.bytes.max", responseBytesMax, 1_024, Integer.MAX_VALUE - 1_024);
        within("gzip.bytes.min", gzipBytesMin, 0, Integer.MAX_VALUE);
        within("json.depth.max", jsonDepthMax, 8, 1_000);
        within("tensors.max", tensorsMax, 1, 10_000);
        within("feedback.bytes.max", feedbackBytesMax, 1_024, 64 << 20);
        within("feedback.items.max", feedbackItemsMax, 1, 100_000);
        within("timeout.seconds", timeout.toSeconds(), 1, 3_600);
        within("timeout.seconds.max", timeoutMax.toSeconds(), timeout.toSeconds(), 3_600);
        headers = headers.stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void within(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
