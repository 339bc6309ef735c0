package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two kinds of steps on one number, from column {@code from} into column {@code to}: {@code add} adds what {@code value}
 * says, {@code centre} takes away the mean, which it has to learn; of a column {@code label…} from data alone. Counts what is
 * open.
 */
final class FakeSteps implements StepFactories {
    int open;

    /** Where each fitting that was begun read, in order. */
    final List<String> fittings = new ArrayList<>();

    static Plugin add(String from, String to, double value) {
        return new Plugin("add", "", Settings.of(Map.of("from", from, "to", to, "value", Double.toString(value))));
    }

    static Plugin centre(String from, String to) {
        return new Plugin("centre", "", Settings.of(Map.of("from", from, "to", to)));
    }

    @Override
    public Found find(Plugin step) {
        return new Found(step.name(), "1.2.0", new Factory(step.name().equals("centre")));
    }

    private final class Factory implements TransformerFactory {
        private final boolean learns;

        private Factory(boolean learns) {
            this.learns = learns;
        }

        @Override
        public Transformer create(ModelArtifact artifact, Settings settings) {
            settings.allow("from", "to", "value");
            if (!settings.has("value")) {
                throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, "no value; roundhouse fit learns it");
            }
            open++;
            double value = settings.number("value", 0, -1e9, 1e9);
            return new Add(settings.text("from"), settings.text("to"), value);
        }

        @Override
        public Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
            return learns && !settings.has("value") ? Optional.of(new Mean(settings)) : Optional.empty();
        }
    }

    private final class Add implements Transformer {
        private final String from;
        private final String to;
        private final double value;

        private Add(String from, String to, double value) {
            this.from = from;
            this.to = to;
            this.value = value;
        }

        @Override
        public List<TensorSpec> reads() {
            return List.of(Rows.number(from));
        }

        @Override
        public List<TensorSpec> writes() {
            return List.of(Rows.number(to));
        }

        @Override
        public Tensors apply(Tensors columns) {
            double[] values = Rows.numbers(columns, from);
            for (int i = 0; i < values.length; i++) {
                if (values[i] == 666) {
                    throw new InferenceException(ErrorCode.INVALID_INPUT, "row " + (i + 1) + ": 666 is not allowed");
                }
                values[i] += value;
            }
            return Tensors.of(to, Rows.numbers(values));
        }

        @Override
        public void close() {
            open--;
        }
    }

    private final class Mean implements Fitting {
        private final Settings settings;
        private double sum;
        private long count;

        private Mean(Settings settings) {
            this.settings = settings;
            fittings.add(settings.text("from"));
        }

        @Override
        public List<TensorSpec> reads() {
            return List.of(Rows.number(settings.text("from")));
        }

        @Override
        public List<String> labels() {
            return settings.text("from").startsWith("label") ? List.of(settings.text("from")) : List.of();
        }

        @Override
        public void see(Tensors columns) {
            for (double value : Rows.numbers(columns, settings.text("from"))) {
                sum += value;
                count++;
            }
        }

        @Override
        public Settings fitted() {
            if (count == 0) {
                throw new InferenceException(ErrorCode.INVALID_INPUT, "there were no rows");
            }
            Map<String, String> all = new LinkedHashMap<>();
            settings.keys().forEach(key -> all.put(key, settings.text(key)));
            all.put("value", Double.toString(-sum / count));
            return Settings.of(all);
        }
    }
}
