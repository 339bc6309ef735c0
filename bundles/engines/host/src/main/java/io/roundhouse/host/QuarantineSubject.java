package io.roundhouse.host;

import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a quarantine has to know of a model.
 *
 * @param model the digest of its files, and the engine's version: another one may not crash
 * @param batches every row of a batch is a call of its own
 * @param repeatable it has no side effects
 */
record QuarantineSubject(String model, boolean batches, boolean repeatable) {
    /** What of a batch can be run by itself. */
    List<Tensors> calls(Tensors batch) {
        if (!batches || batch.rows() <= 1) {
            return List.of(batch);
        }
        List<Tensors> rows = new ArrayList<>();
        for (long row = 0; row < batch.rows(); row++) {
            rows.add(batch.rows(row, 1));
        }
        return rows;
    }

    QuarantineSuspect suspect(long number, Tensors call, Duration remaining, boolean retry) {
        return new QuarantineSuspect(
                number, Fingerprint.of(model, call), Fingerprint.sketch(model, call), remaining, repeatable, retry);
    }
}
