package io.roundhouse.batcher;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
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
            joined.add(join(batch, i, rows));
        }
        return new Joined(Tensors.of(first.inputs.names(), joined), rows, deadline);
    }

    private static Tensor join(List<Pending> batch, int input, int rows) {
        Tensor first = batch.get(0).inputs.values().get(input);
        Shape shape = first.shape().withRows(rows);
        if (first.type() == DataType.BYTES) {
            long size = 0;
            for (Pending pending : batch) {
                size += pending.inputs.values().get(input).byteSize();
            }
            ByteBuffer data = ByteBuffer.allocateDirect(Math.toIntExact(size));
            fill(data, batch, input);
            return Tensor.of(DataType.BYTES, shape, data.flip());
        }
        Tensor all = Tensor.allocate(first.type(), shape);
        fill(all.data(), batch, input);
        return all;
    }

    private static void fill(ByteBuffer data, List<Pending> batch, int input) {
        for (Pending pending : batch) {
            data.put(pending.inputs.values().get(input).data());
        }
    }
}
