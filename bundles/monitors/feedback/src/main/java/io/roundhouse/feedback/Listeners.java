package io.roundhouse.feedback;

import io.roundhouse.server.control.FeedbackListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of every outcome; what one throws is contained, counted and logged once a minute as text. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.feedback");
    private static final long WARN_NANOS = 60_000_000_000L;

    private final List<FeedbackListener> all = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoClock;
    private long failures;
    private long warnedNanos;

    Listeners(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void add(FeedbackListener listener) {
        all.add(listener);
    }

    void remove(FeedbackListener listener) {
        all.remove(listener);
    }

    /** On the room's thread. */
    @SuppressWarnings("CatchThrowable") // a LinkageError too: a listener may be half gone
    void tell(List<FeedbackListener.Joined> outcomes) {
        for (FeedbackListener.Joined joined : outcomes) {
            for (FeedbackListener listener : all) {
                try {
                    listener.on(joined);
                } catch (Throwable t) {
                    failed(t);
                }
            }
        }
    }

    private void failed(Throwable thrown) {
        failures++;
        long now = nanoClock.getAsLong();
        if (failures == 1 || now - warnedNanos >= WARN_NANOS) {
            warnedNanos = now;
            LOG.warn("feedback listener failed count={} last=\"{}\"", failures, thrown.toString());
        }
    }
}
