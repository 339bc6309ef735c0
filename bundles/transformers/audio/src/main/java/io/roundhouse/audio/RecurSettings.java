package io.roundhouse.audio;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The section {@code recur} of {@code model.yaml}.
 *
 * @param model that is asked
 * @param over the column of frames, FP32 {@code [rows, frames, width]}
 * @param counts the column that says how many frames of a row count; without it all do
 * @param input of the model, for a frame of shape {@code [1, width]}
 * @param framesMax of a request: each is a call of the model
 */
record RecurSettings(
        String model,
        String over,
        Optional<String> counts,
        String input,
        List<State> states,
        List<Constant> constants,
        List<Output> outputs,
        int framesMax) {
    /**
     * What the model remembers.
     *
     * @param input of the model for what it gave as {@code output} the frame before
     * @param from the column of what it remembers before the first frame; without it zeros
     * @param into the column written with what it remembers after the last
     */
    record State(String input, String output, Shape shape, Optional<String> from, Optional<String> into) {
        /** The shape of a column that has such a state in each row. */
        Shape column(long rows) {
            long[] dims = new long[shape.rank() + 1];
            dims[0] = rows;
            System.arraycopy(shape.toArray(), 0, dims, 1, shape.rank());
            return Shape.of(dims);
        }
    }

    /** An input that is always the same. */
    record Constant(String input, Tensor value) {}

    /**
     * What the model answers to a frame.
     *
     * @param width numbers of an answer
     * @param into the column of FP32 {@code [rows, frames, width]}
     */
    record Output(String output, int width, String into) {}

    private static final int ELEMENTS_MAX = 1 << 22;

    static RecurSettings read(Settings settings) {
        settings.allow("model", "over", "counts", "input", "state", "constants", "outputs", "frames_max");
        String over = settings.text("over", "frames");
        RecurSettings read = new RecurSettings(
                settings.text("model"),
                over,
                settings.findText("counts"),
                settings.text("input", "input"),
                settings.sections("state").stream().map(RecurSettings::state).toList(),
                settings.sections("constants").stream()
                        .map(RecurSettings::constant)
                        .toList(),
                settings.sections("outputs").stream().map(RecurSettings::output).toList(),
                (int) settings.integer("frames_max", 20_000, 1, 1_000_000));
        if (read.outputs.isEmpty()) {
            throw settings.invalid("outputs", "is missing: a list of {output: NAME, into: COLUMN}", null);
        }
        requireDifferent(settings, "state", read.inputs());
        requireDifferent(settings, "outputs", read.columns());
        return read;
    }

    private static void requireDifferent(Settings settings, String key, List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                throw settings.invalid(key, "leads to '" + names.get(i) + "' twice", null);
            }
        }
    }

    /** The model's inputs: the frame, constants, states. */
    List<String> inputs() {
        List<String> names = new ArrayList<>();
        names.add(input);
        constants.forEach(constant -> names.add(constant.input()));
        states.forEach(state -> names.add(state.input()));
        return List.copyOf(names);
    }

    /** The columns written: outputs, states. */
    List<String> columns() {
        List<String> names = new ArrayList<>();
        outputs.forEach(output -> names.add(output.into()));
        states.forEach(state -> state.into().ifPresent(names::add));
        return List.copyOf(names);
    }

    private static State state(Settings settings) {
        settings.allow("input", "output", "shape", "from", "into");
        if (!settings.has("shape")) {
            throw settings.invalid("shape", "is missing: the state's shape, for example [2, 1, 128]", null);
        }
        return new State(
                settings.text("input"),
                settings.text("output"),
                shape(settings),
                settings.findText("from"),
                settings.findText("into"));
    }

    private static Shape shape(Settings settings) {
        List<String> texts = settings.texts("shape");
        String allowed =
                "must be a list of up to 8 numbers from 1, at most " + ELEMENTS_MAX + " elements, was " + texts;
        long[] dims = new long[texts.size()];
        long elements = 1;
        for (int i = 0; i < dims.length; i++) {
            try {
                dims[i] = Integer.parseInt(texts.get(i));
            } catch (NumberFormatException e) {
                throw settings.invalid("shape", allowed, e);
            }
            elements *= Math.max(1, dims[i]);
            if (i >= 8 || dims[i] < 1 || elements > ELEMENTS_MAX) {
                throw settings.invalid("shape", allowed, null);
            }
        }
        return Shape.of(dims);
    }

    private static Constant constant(Settings settings) {
        settings.allow("input", "type", "value", "shape");
        String type = settings.text("type", "int64");
        Shape shape = settings.has("shape") ? shape(settings) : Shape.of();
        DataType read = DataType.find(type.toUpperCase(Locale.ROOT)).orElse(DataType.BYTES);
        if (read != DataType.INT64 && read != DataType.INT32 && read != DataType.FP32) {
            throw settings.invalid("type", "must be one of [int64, int32, fp32], was '" + type + "'", null);
        }
        Tensor tensor = Tensor.allocate(read, shape);
        double value = settings.number("value", 0, -1e15, 1e15);
        for (int i = 0; i < tensor.byteSize() / read.byteSize(); i++) {
            switch (read) {
                case INT64 -> tensor.data().asLongBuffer().put(i, (long) value);
                case INT32 -> tensor.data().asIntBuffer().put(i, (int) value);
                default -> tensor.data().asFloatBuffer().put(i, (float) value);
            }
        }
        return new Constant(settings.text("input"), tensor);
    }

    private static Output output(Settings settings) {
        settings.allow("output", "into", "width");
        String output = settings.text("output");
        return new Output(output, (int) settings.integer("width", 1, 1, ELEMENTS_MAX), settings.text("into", output));
    }
}
