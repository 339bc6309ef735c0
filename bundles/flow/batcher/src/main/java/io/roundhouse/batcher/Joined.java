package io.roundhouse.batcher;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Several requests as one: rows one below the other, each tensor copied once.
 *
 * @param inputs those of the only request as they are, or a copy of all
 * @param rows of all requests together; where a model does not batch, 1
 * @param deadline the latest, as somebody waits until then
 */
record Joined(Tensors inputs, int rows, Deadline deadline) {
    static Joined of(List<Pending> batch, boolean batches) {
        Pending first = batch.get(0);
        if (batch.size() == 1) {
            return new Joined(first.inputs, batches ? (int) first.inputs.rows() : 1, first.deadline);
        }
        int rows = 0;
        Deadline deadline = first.deadline;
        for (Pending pending : batch) {
            rows += pending.joinableRows;
            deadline = deadline.later(pending.deadline);
        }
        List<Tensor> joined = new ArrayList<>(first.inputs.size());
        for (int i = 0; i < first.inputs.size(); i++) {
            List<Tensor> parts = new ArrayList<>(batch.size());
            for (Pending pending : batch) {
                parts.add(pending.inputs.values().get(i));
            }
            joined.add(Tensor.stacked(parts));
        }
        return new Joined(Tensors.of(first.inputs.names(), joined), rows, deadline);
    }
}
