package io.roundhouse.pipeline;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.router.Route;
import java.util.function.LongSupplier;

/**
 * The way of a request through the server, on one page. {@link #infer} and, within it, {@link #answer} are read from top
 * to bottom: the order of the stages stands here and nowhere else. It blocks on the request's thread, and never calls an engine itself: a thread that
 * ran native code keeps it loaded, and which threads may is the batcher's to know.
 */
final class InferencePipeline implements Inference {
    private final Admission admission;
    private final ModelCatalog catalog;
    private final InferenceMonitor monitors;
    private final Watching watching;
    private final LongSupplier nanoClock;
    private final Escalation escalation;
    private final Callees callees;

    InferencePipeline(
            Admission admission,
            ModelCatalog catalog,
            InferenceMonitor monitors,
            Watching watching,
            LongSupplier nanoClock) {
        this(admission, watching, new Callees(catalog, monitors, nanoClock, 0));
    }

    /** @param callees whom steps ask; holds what the stages need */
    InferencePipeline(Admission admission, Watching watching, Callees callees) {
        this.admission = admission;
        this.watching = watching;
        this.catalog = callees.catalog();
        this.monitors = callees.monitors();
        this.nanoClock = callees.nanoClock();
        this.escalation = new Escalation(catalog, monitors, nanoClock);
        this.callees = callees;
    }

    @Override
    public InferenceResponse infer(InferenceRequest request) {
        Journey journey = new Journey(request, callees);
        try {
            // 1 Admission: may it enter now? A refusal ends here.
            journey.enter(admission.enter(request));
            // 2 Router: which arm answers, and which arms watch?
            Route route = journey.routed(catalog.route(request));
            InferenceResponse response;
            // 3 Catalogue: that arm, held open.
            try (ModelLease lease = catalog.lease(request.model(), route.answering(), request.deadline())) {
                response = answer(request, lease, journey);
            }
            // The router again: where that is not good enough, another arm goes through 3 to 6 too.
            response = Columns.requested(escalation.improve(response, request, journey), request.outputs());
            // 7 Monitors and shadows: they see, they cannot answer.
            Answered answered = new Answered(request, response);
            monitors.on(answered);
            watching.watch(answered, route);
            journey.succeeded();
            return response;
        } catch (Throwable t) {
            InferenceException failure = journey.failed(t);
            Failed failed = new Failed(request, journey.servedBy(), failure, journey.timing());
            monitors.on(failed);
            watching.watch(failed, journey.route());
            throw failure;
        } finally {
            // 8 The place is free again, whatever came of it.
            journey.end();
        }
    }

    /** One arm's answer with all its outputs. */
    static InferenceResponse answer(InferenceRequest request, ModelLease lease, Journey journey) {
        journey.leased(lease);
        InputCheck.check(request, lease.spec());
        OutputCheck.check(request, lease.spec());
        journey.checked();
        // 4 Transformers: what the client sent becomes what the model expects.
        Tensors columns = Steps.before(lease, request.inputs(), journey);
        Tensors inputs = Steps.modelInputs(lease, columns);
        journey.transformed();
        // 5 Batcher and engine: rows of many requests, one call.
        Batcher.Answer answer = Steps.isEmpty(lease, inputs)
                ? Steps.nothing(lease)
                : lease.batcher().infer(inputs, request.deadline());
        journey.computed(answer);
        // 6 Transformers: what the model gave becomes the answer.
        columns = Steps.after(lease, columns, answer.outputs(), journey);
        Tensors outputs = Columns.only(columns, lease.spec().outputs());
        journey.transformed();
        return new InferenceResponse(request.id(), lease.servedBy(), outputs, journey.timing(), journey.flags());
    }
}
