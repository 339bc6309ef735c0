package io.roundhouse.metrics;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For each bucket of an arm's times a request that fell into it, to be shown beside it: from a bar of the histogram to the
 * request, and to its trace. A bucket gets a new one once a second at most, so hardly any request pays for it.
 *
 * <p>The Prometheus client has samplers of its own, which keep a thread of a static executor for as long as their classes
 * are there, and know no request ids.
 */
final class Examples {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LABELS_LENGTH_MAX = 128; // names and values together, by the specification

    static final String REQUEST = "request_id";
    static final String TRACE = "trace_id";
    static final String SPAN = "span_id";

    private final LongSupplier wallMillis;
    private final long[] upperNanos;
    private final AtomicReferenceArray<@Nullable Example> latest;

    private record Example(double seconds, Labels labels, long atNanos, long wallMillis) {}

    /** @param upperNanos where buckets end, ascending; one without an end follows */
    Examples(LongSupplier wallMillis, long... upperNanos) {
        this.wallMillis = wallMillis;
        this.upperNanos = upperNanos;
        latest = new AtomicReferenceArray<>(upperNanos.length + 1);
    }

    void saw(InferenceRequest request, long nanos) {
        int bucket = 0;
        while (bucket < upperNanos.length && nanos > upperNanos[bucket]) {
            bucket++;
        }
        long now = request.receivedNanos() + nanos;
        Example before = latest.getAcquire(bucket);
        if (before == null || now - before.atNanos >= PAUSE_NANOS) {
            latest.setRelease(bucket, new Example(nanos / 1e9, labels(request), now, wallMillis.getAsLong()));
        }
    }

    /** The id is the client's, and may be too long to stand here beside the trace, or at all, or be no text. */
    private static Labels labels(InferenceRequest request) {
        Labels trace = TraceContext.of(request)
                .map(context -> Labels.of(TRACE, context.traceId(), SPAN, TraceContext.spanId(request)))
                .orElse(Labels.EMPTY);
        int length = REQUEST.length() + request.id().length();
        for (int i = 0; i < trace.size(); i++) {
            length += trace.getName(i).length() + trace.getValue(i).length();
        }
        boolean shown = length <= LABELS_LENGTH_MAX && request.id().chars().noneMatch(Character::isISOControl);
        return shown ? trace.merge(Labels.of(REQUEST, request.id())) : trace;
    }

    Exemplars exemplars() {
        List<Exemplar> all = new ArrayList<>();
        for (int i = 0; i < latest.length(); i++) {
            Example example = latest.getAcquire(i);
            if (example != null && !example.labels.isEmpty()) {
                all.add(new Exemplar(example.seconds, example.labels, example.wallMillis));
            }
        }
        return Exemplars.of(all);
    }
}
