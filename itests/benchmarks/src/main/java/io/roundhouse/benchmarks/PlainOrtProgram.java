package io.roundhouse.benchmarks;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints what {@link PlainOrt} reaches, a line {@code batch threads callers rowsPerSecond} for each setting, then
 * {@code ready}. Arguments: model, tokens, seconds a setting, and one setting {@code batch threads callers}; without
 * it, all that could be the best are tried.
 */
final class PlainOrtProgram {
    private static final int[] BATCHES = {1, 2, 4, 8, 16, 32};

    private PlainOrtProgram() {}

    public static void main(String[] args) throws OrtException {
        Path model = Path.of(args[0]);
        int tokens = Integer.parseInt(args[1]);
        double seconds = Double.parseDouble(args[2]);
        if (args.length > 3) {
            int threads = Integer.parseInt(args[4]);
            measure(model, tokens, seconds, new int[] {Integer.parseInt(args[3])}, threads, Integer.parseInt(args[5]));
        } else {
            int processors = Runtime.getRuntime().availableProcessors();
            measure(model, tokens, seconds, BATCHES, 1, 1);
            measure(model, tokens, seconds, BATCHES, 1, processors);
            measure(model, tokens, seconds, BATCHES, processors, 1);
            measure(model, tokens, seconds, BATCHES, processors, 2);
        }
        System.out.println(ChildJvm.READY);
    }

    private static void measure(Path model, int tokens, double seconds, int[] batches, int threads, int callers)
            throws OrtException {
        try (PlainOrt ort = new PlainOrt(model, threads)) {
            for (int batch : batches) {
                double rows = ort.rowsPerSecond(tokens, batch, callers, seconds);
                System.out.printf(Locale.ROOT, "%d %d %d %.2f%n", batch, threads, callers, rows);
            }
        }
    }
}
