package io.roundhouse.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    private final Given given;

    CaptureTest(@TempDir Path data) {
        given = new Given(data);
    }

    @Test
    void writesARequestSoThatItCanBeSentAgainAsItIs() {
        Capture capture = given.capture(Given.all().build());

        capture.on(List.of(Given.answered(
                Given.request(
                        "loan-1",
                        Given.inputs("Zoë \"Z\"\n", Double.NaN),
                        Map.of("timeout", "5000", "binary_data_output", "true")),
                Given.STABLE)));
        capture.close();

        assertThat(given.lines()).containsExactly("""
                {"at":"2026-11-27T12:00:00Z","id":"loan-1","model":"persons","version":"3","arm":"stable",\
                "engine":"onnxruntime","engine_version":"1.29.0","config":"none","outcome":"ANSWERED",\
                "timing":{"queue_ns":1000,"transform_ns":2000,"compute_ns":3000,"total_ns":10000,"batch_rows":4},\
                "request":{"id":"loan-1","parameters":{"timeout":"5000"},"inputs":[\
                {"name":"name","datatype":"BYTES","shape":[1],"data":["Zoë \\"Z\\"\\n"]},\
                {"name":"age","datatype":"FP64","shape":[1],"data":[null]}]},\
                "response":{"outputs":[{"name":"score","datatype":"FP32","shape":[1,2],"data":[0.25,0.75]}]}}""");
    }

    @Test
    void tellsOfAFailureTheCodeAndNotTheSentence() {
        Capture capture = given.capture(Given.all().build());

        capture.on(List.of(Given.failed("loan-1")));
        capture.close();

        assertThat(given.lines())
                .singleElement()
                .asString()
                .contains("\"outcome\":\"INVALID_INPUT\"")
                .doesNotContain("is not known", "\"arm\"", "response", "secret");
    }

    @Test
    void leavesOutputsAndParametersOut() {
        Capture capture = given.capture(Given.all()
                .put("outputs", "false", "")
                .put("parameters", "false", "")
                .build());

        capture.on(List.of(
                Given.answered(Given.request("loan-1", Given.inputs("Ada", 1), Map.of("user", "ada")), Given.STABLE)));
        capture.close();

        assertThat(given.lines()).singleElement().asString().doesNotContain("response", "score", "parameters", "user");
    }

    @Test
    void takesTheSameShareOfRequestsWhereverItRuns() {
        Settings tenth = Settings.of(
                Map.of("sample", "0.1", "free_bytes_min", "0", "outputs", "false", "line_bytes_max", "2048"));
        List<InferenceEvent> events = IntStream.range(0, 5_000)
                .mapToObj(i -> Given.answered("request-" + i))
                .toList();
        Capture one = given.capture(tenth);
        Capture other = new Given(given.data.resolve("other")).capture(tenth);

        one.on(events);
        other.on(events.subList(2_500, 5_000));
        other.on(events.subList(0, 2_500));

        assertThat(one.count(Capture.Fate.CAPTURED) / 5_000.0).isCloseTo(0.1, within(0.02));
        assertThat(other.count(Capture.Fate.CAPTURED)).isEqualTo(one.count(Capture.Fate.CAPTURED));
        assertThat(given.capture(Settings.of(Map.of("sample", "0"))).count(Capture.Fate.CAPTURED))
                .isZero();
    }

    @Test
    void countsWhatItLeavesOutByReason() {
        Capture capture = given.capture(Given.all()
                .putTexts("arms", List.of("stable"), "")
                .put("line_bytes_max", "1024", "")
                .build());
        ServedBy shadow = new ServedBy(new ModelId("persons", "4"), "next", "onnxruntime", "1.29.0");
        Tensors half = Tensors.of("x", Tensor.allocate(DataType.FP16, Shape.of(1)));
        Tensors picture = Tensors.of("x", Tensor.ofBytes(Shape.of(1), List.of(new byte[] {(byte) 0xff, (byte) 0xd8})));

        capture.on(List.of(
                Given.answered("1"),
                Given.answered(Given.request("2", Given.inputs("Ada", 1), Map.of()), shadow),
                Given.answered(Given.request("3", Given.inputs("a".repeat(1_024), 1), Map.of()), Given.STABLE),
                Given.answered(Given.request("4", half, Map.of()), Given.STABLE),
                Given.answered(Given.request("5", picture, Map.of()), Given.STABLE),
                Given.answered(Given.request("\ud800", Given.inputs("Ada", 1), Map.of()), Given.STABLE),
                new InferenceEvent.ModelChanged(Given.STABLE.model(), ModelState.LIVE, "")));
        capture.close();

        assertThat(given.lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"id\":\"\\uD800\""); // half a character, escaped
        assertThat(capture.count(Capture.Fate.CAPTURED)).isEqualTo(2);
        assertThat(capture.count(Capture.Fate.ARM)).isOne();
        assertThat(capture.count(Capture.Fate.TOO_LONG)).isOne();
        assertThat(capture.count(Capture.Fate.NOT_JSON)).isEqualTo(2);
        assertThat(capture.meters().stream()
                        .filter(meter -> meter.name().matches("roundhouse.capture.(captured|leftout)"))
                        .mapToDouble(Meter::value)
                        .sum())
                .isEqualTo(6);
    }

    @Test
    void saysInOneSentenceHowMuchThereIsAndWhere() {
        Capture capture = given.capture(Given.all().build());

        capture.on(List.of(Given.answered("1")));

        assertThat(capture.report().health()).isEqualTo(Health.GOOD);
        assertThat(capture.report().summary())
                .isEqualTo("1 exchanges captured, all of the requests; 0.0 of at most 1024 MiB in "
                        + given.data.resolve("capture") + ".");
    }

    @Test
    void writesForItsOwnerOnly() throws Exception {
        Capture capture = given.capture(Given.all().build());

        capture.on(List.of(Given.answered("1")));
        capture.close();

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(given.files().get(0))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(given.files().get(0).getParent())))
                .isEqualTo("rwx------");
    }
}
