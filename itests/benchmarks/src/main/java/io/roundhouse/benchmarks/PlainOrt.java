package io.roundhouse.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** MiniLM on plain ONNX Runtime: some callers, each running batches of one size as fast as it can. */
final class PlainOrt implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    PlainOrt(Path model, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(model.toString(), options);
        }
    }

    /** Rows a second, after as long a warm-up. */
    double rowsPerSecond(int tokens, int batch, int callers, double seconds) throws OrtException {
        LongAdder rows = new LongAdder();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> call(tokens, batch, rows, stop), "caller-" + i);
            thread.start();
            threads.add(thread);
        }
        try {
            Thread.sleep((long) (seconds * 500));
            long before = rows.sum();
            long begin = System.nanoTime();
            Thread.sleep((long) (seconds * 1000));
            return (rows.sum() - before) / ((System.nanoTime() - begin) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } finally {
            stop.set(true);
            threads.forEach(PlainOrt::join);
        }
    }

    private void call(int tokens, int batch, LongAdder rows, AtomicBoolean stop) {
        try {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (String name : session.getInputNames()) {
                inputs.put(name, input(name, tokens, batch));
            }
            while (!stop.get()) {
                session.run(inputs).close();
                rows.add(batch);
            }
            inputs.values().forEach(OnnxTensor::close);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnnxTensor input(String name, int tokens, int batch) throws OrtException {
        LongBuffer values = ByteBuffer.allocateDirect(tokens * batch * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        for (int row = 0; row < batch; row++) {
            values.put(Sentences.column(name, tokens, row));
        }
        return OnnxTensor.createTensor(environment, values.flip(), new long[] {batch, tokens});
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
