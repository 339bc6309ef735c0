package io.roundhouse.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InferenceRequestTest {
    @Test
    void keepsWhatItWasMadeOf() {
        List<String> outputs = new ArrayList<>(List.of("y"));
        Map<String, String> headers = new HashMap<>(Map.of("traceparent", "00-1"));
        InferenceRequest request = new InferenceRequest(
                "1", "fraud", Optional.of("7"), Tensors.empty(), outputs, headers, headers, 1, new Deadline(1), 0);

        outputs.clear();
        headers.clear();

        assertThat(request.outputs()).containsExactly("y");
        assertThat(request.headers()).containsEntry("traceparent", "00-1");
        assertThat(request.parameters()).hasSize(1);
    }

    @Test
    void asksForEverythingUnlessItSaysOtherwise() {
        InferenceRequest request = InferenceRequest.of("1", "fraud", Tensors.empty(), new Deadline(1), 0);

        assertThat(request.outputs()).isEmpty();
        assertThat(request.version()).isEmpty();
        assertThat(request.priority()).isZero();
    }
}
