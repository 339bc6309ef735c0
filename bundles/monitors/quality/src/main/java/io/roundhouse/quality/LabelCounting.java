package io.roundhouse.quality;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows of labels: how often each comes is all that they tell. */
final class LabelCounting implements Counting {
    private final QualitySettings settings;
    private final Words words;

    LabelCounting(QualitySettings settings) {
        this.settings = settings;
        words = new Words(settings.classes());
    }

    @Override
    public Pane fresh() {
        return Pane.ofCounts(Words.MAX + 1);
    }

    @Override
    public boolean count(Tensor output, Version version, Pane now) {
        if (Output.columns(output.shape()) != 1) {
            return false;
        }
        if (output.type() == DataType.BYTES) {
            for (String label : output.texts()) {
                add(words.index(label), version, now);
            }
            return true;
        }
        ByteBuffer data = output.data();
        int size = output.type().byteSize();
        if (isFloating(output.type())) {
            return false;
        }
        for (int at = 0; at < data.limit(); at += size) {
            long value =
                    switch (size) {
                        case 8 -> data.getLong(at);
                        case 4 -> data.getInt(at);
                        case 2 -> data.getShort(at);
                        default -> data.get(at);
                    };
            add(words.index(Long.toString(value)), version, now);
        }
        return true;
    }

    private static boolean isFloating(DataType type) {
        return type == DataType.FP16 || type == DataType.BF16 || type == DataType.FP32 || type == DataType.FP64;
    }

    private static void add(int index, Version version, Pane now) {
        now.rows++;
        now.counts[index]++;
        Pane learning = version.learning;
        if (learning != null) {
            learning.rows++;
            learning.counts[index]++;
        }
    }

    @Override
    public Pane realised(Reference reference) {
        Pane pane = fresh();
        for (double prediction : reference.predictions()) {
            pane.rows++;
            int index = (int) prediction;
            pane.counts[settings.classes().isEmpty() ? words.index(Integer.toString(index)) : index]++;
        }
        return pane;
    }

    @Override
    public List<Estimate> estimates(Pane pane, Version version) {
        return List.of();
    }

    @Override
    public String word(int index, Version version) {
        List<String> all = words.all();
        return index < all.size() ? all.get(index) : index == Words.MAX ? Words.OTHERS : "";
    }
}
