package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sound goes in, where somebody speaks comes out: a model with a memory, asked frame by frame, declared and not coded. */
class SpeechIT {
    private static final int RATE = 16_000;
    private static final int FRAME = 512;
    private static final int CONTEXT = 64;
    private static final int HEADER = 44;

    /** Two runs of one network differ by rounding at most: the server's engine may be of another release. */
    private static final double ROUNDING = 1e-4;

    private static Server server;
    private static Path folder;
    private static byte[] spoken;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        folder = Path.of(
                Objects.requireNonNull(SpeechIT.class.getResource("/speech")).toURI());
        try (InputStream wav = SpeechIT.class.getResourceAsStream("/speech/spoken.wav")) {
            spoken = Objects.requireNonNull(wav).readAllBytes();
        }
        Folders.copy(folder.resolve("silero"), work.resolve("models/silero"));
        Folders.copy(folder.resolve("vad"), work.resolve("models/vad"));
        server = Server.start(work.resolve("models"), work);
        server.await("live", () -> server.get("/v2/models/vad/ready").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isAsSureOfEachFrameAsTheModelWithoutAServer() throws Exception {
        List<Double> speech = listen(spoken);

        List<Double> expected = frameByFrame(samples(spoken));
        assertThat(speech).hasSameSizeAs(expected);
        for (int i = 0; i < speech.size(); i++) {
            assertThat(speech.get(i)).as("frame " + i).isCloseTo(expected.get(i), within(ROUNDING));
        }
    }

    /** "Go forward ten meters", and again: the frames that the model's own makers find in it. */
    @Test
    void findsWhereSomebodySpeaks() {
        byte[] once = samples(spoken, (spoken.length - HEADER) / Short.BYTES);
        byte[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);

        assertThat(segments(listen(twice))).containsExactly(List.of(16, 70), List.of(103, 157));
    }

    @Test
    void hearsNobodyInNoise() {
        Random random = new Random(1);
        ByteBuffer noise = ByteBuffer.allocate(2 * Short.BYTES * RATE).order(ByteOrder.LITTLE_ENDIAN);
        while (noise.hasRemaining()) {
            noise.putShort((short) (random.nextGaussian() * 1_600));
        }

        assertThat(listen(noise.array())).hasSize(63).allMatch(sure -> sure < 0.5);
    }

    @Test
    void soundsOfOneRequestHearNothingOfEachOther() {
        byte[] half = samples(spoken, 40 * FRAME);

        String answer = ask(half, spoken).body();

        int frames = listen(spoken).size();
        assertThat(Json.numbers(answer, "frame_count")).containsExactly(40.0, (double) frames);
        List<Double> both = Json.numbers(answer, "probability");
        assertThat(both.subList(0, 40)).isEqualTo(listen(half));
        assertThat(both.subList(40, frames)).containsOnly(0.0);
        assertThat(both.subList(frames, 2 * frames)).isEqualTo(listen(spoken));
    }

    @Test
    void refusesASoundOfAnotherRate() {
        byte[] slow = spoken.clone();
        ByteBuffer.wrap(slow).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 8_000);

        HttpResponse<String> answer = ask(spoken, slow);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("row 1 is a WAV of 8000 samples a second, but the model is declared with 'rate: 16000';"
                        + " resample it to 16000");
    }

    private static HttpResponse<String> ask(byte[]... sounds) {
        return Blobs.ask(server, "vad", "audio", List.of(sounds));
    }

    private static List<Double> listen(byte[] sound) {
        HttpResponse<String> answer = ask(sound);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.numbers(answer.body(), "probability");
    }

    /** From which frame to which, the last not included, speech is likelier than not. */
    private static List<List<Integer>> segments(List<Double> speech) {
        List<List<Integer>> segments = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= speech.size(); i++) {
            boolean speaks = i < speech.size() && speech.get(i) > 0.5;
            if (speaks && from < 0) {
                from = i;
            } else if (!speaks && from >= 0) {
                segments.add(List.of(from, i));
                from = -1;
            }
        }
        return segments;
    }

    private static byte[] samples(byte[] wav, int count) {
        return Arrays.copyOfRange(wav, HEADER, HEADER + count * Short.BYTES);
    }

    private static float[] samples(byte[] wav) {
        ShortBuffer shorts = ByteBuffer.wrap(wav, HEADER, wav.length - HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        float[] samples = new float[(shorts.remaining() + FRAME - 1) / FRAME * FRAME];
        for (int i = 0; shorts.hasRemaining(); i++) {
            samples[i] = shorts.get() / 32_768f;
        }
        return samples;
    }

    /** As the model's own makers do it. */
    private static List<Double> frameByFrame(float[] samples) throws OrtException, IOException {
        List<Double> speech = new ArrayList<>();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(
                        folder.resolve("silero/1/model.onnx").toString());
                OnnxTensor rate = OnnxTensor.createTensor(environment, (long) RATE)) {
            float[][][] state = new float[2][1][128];
            float[][] frame = new float[1][CONTEXT + FRAME];
            for (int at = 0; at < samples.length; at += FRAME) {
                System.arraycopy(frame[0], FRAME, frame[0], 0, CONTEXT);
                System.arraycopy(samples, at, frame[0], CONTEXT, FRAME);
                try (OnnxTensor input = OnnxTensor.createTensor(environment, frame);
                        OnnxTensor memory = OnnxTensor.createTensor(environment, state);
                        OrtSession.Result result = session.run(Map.of("input", input, "state", memory, "sr", rate))) {
                    speech.add((double)
                            ((float[][]) result.get("output").orElseThrow().getValue())[0][0]);
                    state = (float[][][]) result.get("stateN").orElseThrow().getValue();
                }
            }
        }
        return speech;
    }
}
