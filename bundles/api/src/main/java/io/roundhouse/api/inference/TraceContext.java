package io.roundhouse.api.inference;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request stands in a trace that goes through many servers, as the W3C recommendation Trace Context has it in the
 * headers {@code traceparent} and {@code tracestate}.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0
 * @param parentId 16 of them, the caller's span
 * @param sampled whether the caller records this trace
 * @param state {@code tracestate} as it came; empty when there is none, or one that is not as it must be
 */
public record TraceContext(String traceId, String parentId, boolean sampled, String state) {
    private static final int LENGTH = 55; // of version 00; later versions may go on after a further "-"
    private static final int STATE_LENGTH_MAX = 8_192;
    private static final int STATE_MEMBERS_MAX = 32;
    private static final Pattern MEMBER =
            Pattern.compile("[ \t]*([a-z0-9][a-z0-9_*/@-]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~])?[ \t]*");

    /** What a request's headers say; empty when they say nothing, or not as the recommendation wants it. */
    public static Optional<TraceContext> of(InferenceRequest request) {
        return of(request.headers());
    }

    /** The same of headers by their names in lower case. */
    public static Optional<TraceContext> of(Map<String, String> headers) {
        String parent = headers.get("traceparent");
        if (parent == null || !isParent(parent)) {
            return Optional.empty(); // then no state counts either
        }
        String state = headers.getOrDefault("tracestate", "");
        int flags = Integer.parseInt(parent, LENGTH - 2, LENGTH, 16);
        return Optional.of(new TraceContext(
                parent.substring(3, 35), parent.substring(36, 52), (flags & 1) != 0, isState(state) ? state : ""));
    }

    /**
     * The id of the span that the server makes of a request: the same wherever it is asked for, so that an answer's header,
     * an example beside a histogram and the exported span agree without having met.
     */
    public static String spanId(InferenceRequest request) {
        // SplitMix64's finaliser: every bit of the time and of the id reaches every digit
        long mixed = request.receivedNanos()
                + 0x9E3779B97F4A7C15L * (1 + request.id().hashCode());
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return HexFormat.of().toHexDigits(mixed == 0 ? 1 : mixed);
    }

    private static boolean isParent(String text) {
        boolean later = text.length() > LENGTH && text.charAt(LENGTH) == '-' && !text.startsWith("00");
        return (text.length() == LENGTH || later)
                && text.charAt(2) == '-'
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && isHex(text, 0, 2)
                && isHex(text, 3, 35)
                && isHex(text, 36, 52)
                && isHex(text, 53, 55)
                && !text.startsWith("ff")
                && !isZero(text, 3, 35)
                && !isZero(text, 36, 52);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isState(String text) {
        if (text.length() > STATE_LENGTH_MAX) {
            return false;
        }
        String[] members = text.split(",", -1);
        if (members.length > STATE_MEMBERS_MAX) {
            return false;
        }
        for (String member : members) {
            if (!MEMBER.matcher(member).matches()) {
                return false;
            }
        }
        return true;
    }
}
