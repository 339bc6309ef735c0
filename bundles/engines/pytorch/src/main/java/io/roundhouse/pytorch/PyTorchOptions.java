package io.roundhouse.pytorch;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The section {@code engine} of a {@code model.yaml}.
 *
 * @param file the name of the model's file
 * @param inputs the arguments of {@code forward}, in order
 * @param outputs what it gives, in order, or by name where it gives a dictionary
 * @param threads of one operation; one number a process
 * @param instances runs at once; they share one module, so weights are in memory once
 */
record PyTorchOptions(String file, List<TensorSpec> inputs, List<TensorSpec> outputs, int threads, int instances) {
    static final int THREADS_MAX = 256;
    static final int INSTANCES_MAX = 64;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. -]{0,127}");
    private static final Pattern DIMENSION = Pattern.compile("-1|[0-9]{1,9}");

    PyTorchOptions {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Reads and checks; {@code processors} is how many runs at once are worth while if nobody says otherwise. */
    static PyTorchOptions of(Settings settings, int processors) {
        settings.allow("file", "inputs", "outputs", "threads", "instances");
        String file = settings.text("file", "model.pt");
        if (!PLAIN_NAME.matcher(file).matches()) {
            throw settings.invalid(
                    "file", "must be the name of a file in the version's folder, was '" + file + "'", null);
        }
        return new PyTorchOptions(
                file,
                specs(settings, "inputs"),
                specs(settings, "outputs"),
                (int) settings.integer("threads", 1, 1, THREADS_MAX),
                (int) settings.integer("instances", Math.min(processors, INSTANCES_MAX), 1, INSTANCES_MAX));
    }

    /** Whether dimension 0 of everything is the row. */
    boolean batches() {
        return List.of(inputs, outputs).stream()
                .flatMap(List::stream)
                .allMatch(spec -> spec.shape().rank() > 0 && spec.shape().dim(0) == Shape.ANY);
    }

    private static List<TensorSpec> specs(Settings settings, String key) {
        List<TensorSpec> specs = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Settings section : settings.sections(key)) {
            section.allow("name", "type", "shape");
            TensorSpec spec = new TensorSpec(name(section), type(section), shape(section));
            if (!names.add(spec.name())) {
                throw section.invalid("name", "must differ from the others, '" + spec.name() + "' comes twice", null);
            }
            specs.add(spec);
        }
        if (specs.isEmpty()) {
            throw settings.invalid(
                    key,
                    "is missing: a TorchScript file does not tell names, types and shapes; list them in order, for"
                            + " example {name: image, type: FP32, shape: [-1, 1, 28, 28]}",
                    null);
        }
        return specs;
    }

    private static String name(Settings section) {
        String name = section.text("name");
        if (name.isEmpty() || name.length() > TensorSpec.NAME_LENGTH_MAX) {
            throw section.invalid("name", "must have 1 to " + TensorSpec.NAME_LENGTH_MAX + " characters", null);
        }
        return name;
    }

    private static DataType type(Settings section) {
        String name = section.text("type");
        return DataType.find(name.toUpperCase(Locale.ROOT))
                .filter(TorchTypes::isKnown)
                .orElseThrow(() ->
                        section.invalid("type", "must be one of " + TorchTypes.KNOWN + ", was '" + name + "'", null));
    }

    private static Shape shape(Settings section) {
        List<String> texts = section.texts("shape");
        if (!section.has("shape") || texts.size() > Shape.RANK_MAX) {
            throw section.invalid("shape", "must be a list of at most " + Shape.RANK_MAX + " dimensions", null);
        }
        long[] dims = new long[texts.size()];
        for (int i = 0; i < dims.length; i++) {
            if (!DIMENSION.matcher(texts.get(i)).matches()) {
                throw section.invalid(
                        "shape", "must hold sizes, and -1 for any size, was '" + texts.get(i) + "'", null);
            }
            dims[i] = Long.parseLong(texts.get(i));
        }
        return Shape.of(dims);
    }
}
