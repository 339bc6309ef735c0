package io.roundhouse.server.control;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Captured requests, sent again. Any thread; one run at a time. */
@ProviderType
public interface Replay {
    /**
     * Sends what was captured, in the order of the files, and compares the answers with those captured. Blocks; an interrupt
     * ends it.
     *
     * @param watch told now and then, on the calling thread
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_REQUEST}: a file that cannot be read or is no
     *     capture; {@code OVERLOADED}: another run is on; {@code CANCELLED}. A request that is not answered is no exception
     */
    Replayed replay(Order order, Offline.Watch watch);

    /**
     * What to send where.
     *
     * @param files as {@code monitors/capture} writes them
     * @param server of the Open Inference Protocol: {@code http://127.0.0.1:8080}
     * @param model who is asked; without it the one that was asked
     * @param version the version asked; without it none, or if there is no {@code model} the one that was asked for
     * @param label the output that decides; empty for the one that looks like it
     * @param perSecond requests a second; 0 for as many as are answered
     * @param speed 1 as far apart as they came, 2 twice as close; 0 for no pace. At most one of both is above 0
     * @param limit requests at most; 0 for all
     * @param inFlight requests at once, 1 to 256
     */
    record Order(
            List<Path> files,
            URI server,
            Optional<String> model,
            Optional<String> version,
            Optional<String> label,
            double perSecond,
            double speed,
            long limit,
            int inFlight) {
        public Order {
            files = List.copyOf(files);
        }
    }

    /**
     * What came of it.
     *
     * @param unreadable lines that are no exchange, the last half line of a killed server among them
     * @param failures requests that were not answered, by code or a word for what was wrong
     * @param behind the longest that a request was sent later than its pace wanted
     */
    record Replayed(
            long sent,
            long answered,
            long unreadable,
            Map<String, Long> failures,
            Agreement agreement,
            Times captured,
            Times replayed,
            Duration took,
            Duration behind) {
        public Replayed {
            failures = Map.copyOf(failures);
        }
    }

    /**
     * How the answers are like those captured.
     *
     * @param compared answers where one had been captured
     * @param equal the same in every element
     * @param unlike with other outputs, types or shapes, so that their numbers cannot be compared
     * @param differenceMax of all numbers; {@code differenceAt} is its output, and the request's id
     * @param labels rows with a label in both; 0 where no output is one
     * @param flips of these, other labels
     */
    record Agreement(
            long compared,
            long equal,
            long unlike,
            double differenceMax,
            String differenceAt,
            long labels,
            long flips) {}

    /** Half and 99 of 100 were answered within so much; 0 when nothing was measured. */
    record Times(long count, long p50Nanos, long p99Nanos) {}
}
