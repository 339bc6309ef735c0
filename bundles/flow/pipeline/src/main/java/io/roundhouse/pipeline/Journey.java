package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Admission.Entry;
import io.roundhouse.server.flow.Admission.Permit;
import io.roundhouse.server.flow.Admission.Refusal;
import io.roundhouse.server.flow.Batcher.Answer;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one request has with it on its way: its permit, where its time went, what its steps marked. One thread. */
final class Journey implements StepContext {
    private static final int FLAG_LENGTH_MAX = 256;
    private static final long UNKNOWN = -1;

    private enum End {
        SUCCEEDED,
        IGNORED,
        DROPPED
    }

    private static final Route NOWHERE = Route.to("");

    private final InferenceRequest request;
    private final LongSupplier nanoClock;
    private final Callees callees;
    private List<String> flags = List.of();
    private @Nullable Permit permit;
    private Route route = NOWHERE;
    private @Nullable ServedBy servedBy;
    private End end = End.IGNORED;
    private long markNanos; // the end of the stage before
    private long queueNanos;
    private long transformNanos;
    private long computeNanos;
    private long cpuNanos = UNKNOWN;
    private int batchRows;
    private int executions;

    Journey(InferenceRequest request, Callees callees) {
        this.request = request;
        this.callees = callees;
        this.nanoClock = callees.nanoClock();
        this.markNanos = nanoClock.getAsLong();
    }

    /** Goes in, or throws the refusal. */
    void enter(Entry entry) {
        if (entry instanceof Refusal refusal) {
            queueNanos = sinceMark();
            throw refusal.exception();
        }
        permit = (Permit) entry;
    }

    /** Another arm is asked too: the stages are counted anew, the way as a whole goes on. */
    void again() {
        sinceMark();
        queueNanos = 0;
        transformNanos = 0;
        computeNanos = 0;
        cpuNanos = UNKNOWN;
        batchRows = 0;
        executions = 0;
        flags = List.of();
    }

    Route routed(Route decided) {
        route = decided;
        return decided;
    }

    /** Where it went; watched by nobody as long as that is not decided. */
    Route route() {
        return route;
    }

    void leased(ModelLease lease) {
        queueNanos = sinceMark(); // from the door to the model
        servedBy = lease.servedBy();
        if (!lease.flags().isEmpty()) {
            lease.flags().forEach(this::flag);
        }
    }

    void checked() {
        sinceMark();
    }

    void transformed() {
        transformNanos += sinceMark();
    }

    void computed(Answer answer) {
        sinceMark();
        queueNanos += answer.queueNanos();
        computeNanos = answer.computeNanos();
        cpuNanos = answer.cpuNanos();
        batchRows = answer.batchRows();
        executions = answer.executions();
    }

    void succeeded() {
        end = End.SUCCEEDED;
    }

    /** The failure as callers see it; decides how the permit ends. */
    InferenceException failed(Throwable thrown) {
        InferenceException failure = thrown instanceof InferenceException known
                ? known
                : new InferenceException(ErrorCode.INTERNAL, "the server failed on this request", thrown);
        ErrorCode.Category category = failure.code().category();
        end = category == ErrorCode.Category.CAPACITY ? End.DROPPED : End.IGNORED;
        return category == ErrorCode.Category.SERVER ? failure.about(fields()) : failure; // others are not logged
    }

    private Map<String, String> fields() {
        ServedBy by = servedBy;
        return by == null
                ? Map.of("model", request.model())
                : Map.of(
                        "model", by.model().name(),
                        "version", by.model().version(),
                        "arm", by.arm());
    }

    /** Ends the permit, if there is one. */
    void end() {
        Permit held = permit;
        if (held == null) {
            return;
        }
        switch (end) {
            case SUCCEEDED -> held.succeeded();
            case IGNORED -> held.ignored();
            case DROPPED -> held.dropped();
        }
    }

    Optional<ServedBy> servedBy() {
        return Optional.ofNullable(servedBy);
    }

    Timing timing() {
        long totalNanos = nanoClock.getAsLong() - request.receivedNanos();
        return new Timing(queueNanos, transformNanos, computeNanos, cpuNanos, totalNanos, batchRows, executions);
    }

    @Override
    public Deadline deadline() {
        return request.deadline();
    }

    @Override
    public void flag(String flag) {
        if (flags.size() < FLAGS_MAX) {
            flags = flags.isEmpty() ? new ArrayList<>() : flags; // hardly any request has one
            flags.add(flag.length() > FLAG_LENGTH_MAX ? flag.substring(0, FLAG_LENGTH_MAX) : flag);
        }
    }

    List<String> flags() {
        return flags;
    }

    @Override
    public Tensors ask(String model, Tensors inputs) {
        return callees.ask(request, model, inputs, this);
    }

    private long sinceMark() {
        long now = nanoClock.getAsLong();
        long passed = now - markNanos;
        markNanos = now;
        return passed;
    }
}
