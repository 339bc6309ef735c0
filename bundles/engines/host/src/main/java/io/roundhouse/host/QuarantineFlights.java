package io.roundhouse.host;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight in one host, written down before it is sent there. When the host is gone, all of it is judged at once, by the
 * first thread that notices; the others find their part of it. Nothing is hashed before.
 */
final class QuarantineFlights {
    /** What {@link #enter} returns when the host is gone already. */
    static final long GONE = -1;

    private record Flight(Tensors batch, Deadline deadline) {}

    private final Quarantine quarantine;
    private final QuarantineSubject subject;
    private final LongSupplier nanoClock;
    private final Map<Long, Flight> flights = new LinkedHashMap<>();
    private @Nullable Map<Long, QuarantinePlan.Failure> judged; // those that are not to be tried again
    private long last;

    QuarantineFlights(Quarantine quarantine, QuarantineSubject subject, LongSupplier nanoClock) {
        this.quarantine = quarantine;
        this.subject = subject;
        this.nanoClock = nanoClock;
    }

    /** Before a batch is sent. */
    synchronized long enter(Tensors batch, Deadline deadline) {
        if (judged != null) {
            return GONE;
        }
        flights.put(++last, new Flight(batch, deadline));
        return last;
    }

    /** When it came back, or will not. */
    synchronized void leave(long flight) {
        flights.remove(flight);
    }

    /**
     * The host is gone.
     *
     * @return why this flight is not tried again; empty: its rows are to be run again, alone
     */
    synchronized Optional<QuarantinePlan.Failure> gone(long flight, String how) {
        if (judged == null) {
            judged = judge(how);
        }
        return Optional.ofNullable(judged.get(flight));
    }

    /** The host is about to be ended because this batch does not stop: what else is in it is innocent. */
    synchronized void hung(Tensors batch, String how) {
        if (judged != null) {
            return;
        }
        List<Tensors> calls = subject.calls(batch);
        if (calls.size() > 1) { // nobody knows which of its rows
            judged = judge(how);
            return;
        }
        QuarantineSuspect reason = subject.suspect(0, calls.get(0), Duration.ZERO, false);
        quarantine.hung(reason, List.of(), how);
        judged = Map.of();
    }

    private Map<Long, QuarantinePlan.Failure> judge(String how) {
        Collection<QuarantineSuspect> suspects = new ArrayList<>();
        List<Long> flightOfCall = new ArrayList<>();
        flights.forEach((id, flight) -> {
            Duration remaining = Duration.ofNanos(flight.deadline().remainingNanos(nanoClock.getAsLong()));
            for (Tensors call : subject.calls(flight.batch())) {
                suspects.add(subject.suspect(flightOfCall.size(), call, remaining, false));
                flightOfCall.add(id);
            }
        });
        Map<Long, QuarantinePlan.Failure> failures = new HashMap<>();
        for (QuarantinePlan.Failure failure : quarantine.crashed(suspects, how).failures()) {
            long flight = flightOfCall.get((int) failure.call());
            failures.merge(flight, failure, (one, other) -> other.listed() ? other : one);
        }
        return failures;
    }
}
