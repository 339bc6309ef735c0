package io.roundhouse.openinference;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request while it is being read. */
final class Draft {
    String id = "";
    Map<String, String> parameters = Map.of();

    @Nullable
    List<Input> inputs;

    final List<String> outputs = new ArrayList<>();
    /** For each of {@link #outputs}: binary, not binary, or not said. */
    final List<@Nullable Boolean> outputsBinary = new ArrayList<>();

    /** An input while it is being read; the members of its object come in any order. */
    static final class Input {
        static final int NONE = -1;

        @Nullable
        String name;

        @Nullable
        DataType type;

        @Nullable
        Shape shape;

        Map<String, String> parameters = Map.of();
        /** Where the array of its data begins, when that came before type and shape. */
        int dataFrom = NONE;

        @Nullable
        Tensor tensor;

        String label() {
            return name == null ? "an input" : "input " + Refusal.quote(name);
        }
    }
}
