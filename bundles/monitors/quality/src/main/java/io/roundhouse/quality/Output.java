package io.roundhouse.quality;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.quality.QualitySettings.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which output is the prediction, and what it holds. */
record Output(String name, Kind kind) {
    /** No embedding in use has so few dimensions: a vector of up to so many numbers is class scores. */
    private static final int SCORES_MAX = 32;

    /** What outputs of this model are like, told by an answer; for a model whose arms were not live yet. */
    static List<TensorSpec> specs(Tensors outputs) {
        List<TensorSpec> specs = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor tensor = outputs.values().get(i);
            specs.add(new TensorSpec(outputs.names().get(i), tensor.type(), tensor.shape()));
        }
        return specs;
    }

    /**
     * The one that the settings name; else the only one of class scores, else of probabilities by its name, else of labels,
     * else of numbers.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}: there is none, or several
     */
    static Output choose(QualitySettings settings, List<TensorSpec> specs) {
        if (settings.output().isPresent()) {
            return named(settings, settings.output().get(), specs);
        }
        Map<Integer, List<TensorSpec>> plain = new TreeMap<>();
        specs.forEach(spec -> kind(settings, spec)
                .filter(kind -> columns(spec.shape()) <= SCORES_MAX)
                .ifPresent(kind -> plain.computeIfAbsent(place(kind, spec), key -> new ArrayList<>())
                        .add(spec)));
        for (List<TensorSpec> found : plain.values()) {
            if (found.size() > 1) {
                List<String> names = found.stream().map(TensorSpec::name).toList();
                throw settings.source()
                        .invalid("output", "must say which is the prediction: each of " + names + " may be", null);
            }
            return new Output(found.get(0).name(), kind(settings, found.get(0)).orElseThrow());
        }
        throw settings.source()
                .invalid(
                        "output",
                        "must say which is the prediction: none of " + specs + " is plainly one"
                                + (settings.kind() == Kind.AUTO
                                        ? ""
                                        : " of kind " + settings.kind().word()),
                        null);
    }

    private static Output named(QualitySettings settings, String name, List<TensorSpec> specs) {
        TensorSpec found = specs.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> settings.source()
                        .invalid(
                                "output",
                                "is '" + name + "', which the model does not give"
                                        + Nearest.suggestion(
                                                name,
                                                specs.stream()
                                                        .map(TensorSpec::name)
                                                        .toList()),
                                null));
        Kind kind = kind(settings, found).orElseThrow(() -> settings.source()
                .invalid(
                        "output",
                        "is " + found + ", which is no prediction"
                                + (settings.kind() == Kind.AUTO
                                        ? ""
                                        : " of kind " + settings.kind().word())
                                + ": it must be FP32 or FP64 of 1.." + QualitySettings.CLASSES_MAX
                                + " columns, or one label a row",
                        null));
        return new Output(name, kind);
    }

    /** What that output holds under these settings; empty when it is no prediction, or none of the kind that is asked for. */
    private static Optional<Kind> kind(QualitySettings settings, TensorSpec spec) {
        long columns = columns(spec.shape());
        boolean isFloating = spec.type() == DataType.FP32 || spec.type() == DataType.FP64;
        Kind asked = settings.kind();
        if (columns > QualitySettings.CLASSES_MAX || (columns != 1 && !isFloating)) {
            return Optional.empty();
        }
        Kind plain;
        if (columns != 1) {
            plain = Kind.PROBABILITIES;
        } else if (isFloating) {
            boolean isProbability = asked == Kind.AUTO ? isProbability(settings, spec) : asked == Kind.PROBABILITIES;
            plain = isProbability ? Kind.PROBABILITIES : Kind.NUMBERS;
        } else if (spec.type() == DataType.FP16 || spec.type() == DataType.BF16) {
            return Optional.empty();
        } else {
            plain = Kind.LABELS;
        }
        return asked == Kind.AUTO || asked == plain ? Optional.of(plain) : Optional.empty();
    }

    private static boolean isProbability(QualitySettings settings, TensorSpec spec) {
        boolean isNamed = spec.name().toLowerCase(Locale.ROOT).contains("prob");
        return isNamed || (settings.hasClasses() && settings.output().isPresent());
    }

    /** Where it stands in the order in which outputs are taken for the prediction. */
    private static int place(Kind kind, TensorSpec spec) {
        return switch (kind) {
            case PROBABILITIES -> columns(spec.shape()) > 1 ? 0 : 1;
            case LABELS -> 2;
            default -> 3;
        };
    }

    /** Elements of a row; more than any where that is open. */
    static long columns(Shape shape) {
        long columns = 1;
        for (int i = 1; i < shape.rank(); i++) {
            if (shape.dim(i) == Shape.ANY) {
                return shape.rank() == 2 ? 2 : Long.MAX_VALUE;
            }
            columns *= shape.dim(i);
        }
        return columns;
    }
}
