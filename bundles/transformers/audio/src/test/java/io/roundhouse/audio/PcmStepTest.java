package io.roundhouse.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.TestTensors;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcmStepTest {
    @Test
    void makesFramesWithContext() {
        Tensors made = Given.pcm("frame=3", "context=2")
                .apply(Given.sounds(
                        Given.raw((short) 1, (short) 2, (short) 3, (short) 4, (short) 5), Given.raw((short) 6)));

        assertThat(made.get("frames").shape()).isEqualTo(Shape.of(3, 5));
        assertThat(scaled(made.get("frames"))).containsExactly(0, 0, 1, 2, 3, 2, 3, 4, 5, 0, 0, 0, 6, 0, 0);
        assertThat(Given.longs(made, "owner")).containsExactly(0, 0, 1);
    }

    private static int[] scaled(Tensor frames) {
        float[] floats = TestTensors.floats(frames);
        int[] scaled = new int[floats.length];
        for (int i = 0; i < floats.length; i++) {
            scaled[i] = (int) (floats[i] * 32_768);
        }
        return scaled;
    }

    @Test
    void keepsSoundsAsRowsWhereToldTo() {
        Tensors made = Given.pcm("frame=2", "context=1", "rows=sounds")
                .apply(Given.sounds(Given.raw((short) 1, (short) 2, (short) 3), Given.raw((short) 6)));

        assertThat(made.get("frames").shape()).isEqualTo(Shape.of(2, 2, 3));
        assertThat(scaled(made.get("frames"))).containsExactly(0, 1, 2, 2, 3, 0, 0, 6, 0, 0, 0, 0);
        assertThat(Given.longs(made, "frame_count")).containsExactly(2, 1);
    }

    @ParameterizedTest
    @CsvSource({"16000, 576", "8000, 288"})
    void knowsTheFramesOfSilero(int rate, int width) {
        Tensors made = Given.pcm("rate=" + rate).apply(Given.sounds(Given.wav(rate, 1, Given.noise(1, rate))));

        assertThat(made.get("frames").shape()).isEqualTo(Shape.of(32, width)); // a second is 31.25 frames
    }

    @Test
    void dropsOrRefusesARestWhereToldTo() {
        byte[] sound = Given.raw(Given.noise(1, 7));

        assertThat(Given.pcm("frame=3", "tail=drop")
                        .apply(Given.sounds(sound))
                        .get("frames")
                        .shape())
                .isEqualTo(Shape.of(2, 67));
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.pcm("frame=3", "tail=refuse")
                        .apply(Given.sounds(sound)))
                .hasMessageContaining("'audio': row 0 has 7 samples, not a multiple of the frame of 3");
    }

    @Test
    void readsFullScale() {
        Tensors made = Given.pcm("frame=3", "context=0")
                .apply(Given.sounds(Given.raw(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE)));

        assertThat(TestTensors.floats(made.get("frames"))).containsExactly(-1, 0, 32_767 / 32_768f);
    }

    @Test
    void mixesChannelsWhereToldTo() {
        byte[] stereo = Given.wav(16_000, 2, (short) 100, (short) 300, Short.MIN_VALUE, Short.MIN_VALUE);
        Tensors made = Given.pcm("frame=2", "context=0", "mix=true").apply(Given.sounds(stereo));

        assertThat(scaled(made.get("frames"))).containsExactly(200, -32_768);
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.pcm().apply(Given.sounds(stereo)))
                .hasMessageContaining("row 0 is a WAV of 2 channels, must have 1, or the model must say 'mix: true'");
    }

    /** A sound that comes in pieces makes the frames that it makes whole. */
    @Property(tries = 200)
    void goesOnWhereThePieceBeforeEnded(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 4) Integer> pieces,
            @ForAll @IntRange(min = 1, max = 9) int context) {
        int frame = 4;
        short[] all = Given.noise(3, pieces.stream().mapToInt(Integer::intValue).sum() * frame);
        String[] settings = {"frame=4", "context=" + context, "rows=sounds", "heard=before", "heard_into=after"};
        Tensor heard = Tensor.allocate(io.roundhouse.api.tensor.DataType.FP32, Shape.of(1, context));
        Tensors whole = Given.pcm(settings).apply(Given.sounds(Given.raw(all)).with("before", heard));
        float[] expected = TestTensors.floats(whole.get("frames"));

        int at = 0;
        int frames = 0;
        for (int piece : pieces) {
            byte[] sound = Given.raw(Arrays.copyOfRange(all, at, at + piece * frame));
            Tensors made = Given.pcm(settings).apply(Given.sounds(sound).with("before", heard));
            heard = made.get("after");
            assertThat(TestTensors.floats(made.get("frames")))
                    .isEqualTo(Arrays.copyOfRange(
                            expected, frames * (context + frame), (frames + piece) * (context + frame)));
            at += piece * frame;
            frames += piece;
        }
        assertThat(TestTensors.floats(heard)).isEqualTo(TestTensors.floats(whole.get("after")));
    }

    @Test
    void boundsARequest() {
        byte[] sound = Given.raw(Given.noise(1, 40));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.pcm("frame=4", "frames_max=15")
                        .apply(Given.sounds(sound, sound)))
                .hasMessageContaining("row 1 brings the request to 20 frames, at most 15");
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.pcm("rate=1000", "seconds_max=2")
                        .apply(Given.sounds(Given.raw(Given.noise(1, 3_000)))))
                .hasMessageContaining("row 0 lasts 3 s, at most 2 s");
        byte[][] one = new byte[200][];
        Arrays.fill(one, Given.raw((short) 1));
        one[0] = Given.raw(new short[1 << 21]);
        Given.assertRefused(
                        ErrorCode.INVALID_INPUT, () -> Given.pcm("rows=sounds").apply(Given.sounds(one)))
                .hasMessageContaining("frames of shape [200,4096,576] take 1887436800 bytes, at most 1073741824");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate=1; 'rate' must be a whole number 1000..384000",
                "rows=frames counts=n; 'counts' means something with 'rows: sounds' only",
                "rows=sounds owners=n; 'owners' means something with 'rows: frames' only",
                "heard=h; 'heard' means something with 'rows: sounds' only",
                "rows=sounds context=0 heard=h; 'heard' means something with a 'context' only",
                "format=mp3; 'format' must be one of [auto, raw, wav]",
                "contxt=3; 'contxt' is not known here"
            })
    void refusesSettingsThatMakeNoSense(String pairs, String sentence) {
        Given.assertRefused(ErrorCode.INVALID_CONFIGURATION, () -> Given.pcm(pairs.split(" ", -1)))
                .hasMessageContaining(sentence);
    }
}
