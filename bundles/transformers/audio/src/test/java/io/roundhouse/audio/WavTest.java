package io.roundhouse.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.TestTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavTest {
    private static final short[] SAMPLES = Given.noise(2, 600);

    private static Tensors frames(byte[] sound) {
        return Given.pcm("frame=600", "context=0").apply(Given.sounds(sound));
    }

    private static void assertSame(byte[] wav) {
        TestTensors.assertSame(frames(wav), frames(Given.raw(SAMPLES)), 0);
    }

    @Test
    void readsWhatWasWritten() {
        assertSame(Given.wav(16_000, 1, SAMPLES));
    }

    @Test
    void passesOverOtherChunks() {
        byte[] odd = Given.chunk("LIST", "odd".getBytes(StandardCharsets.ISO_8859_1));

        assertSame(Given.wav(odd, Given.format(1, 1, 16_000, 16), odd, Given.chunk("data", Given.raw(SAMPLES)), odd));
    }

    @Test
    void readsTheExtensibleForm() {
        byte[] content = ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Given.format(0xFFFE, 1, 16_000, 16), 8, 16)
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4)
                .putShort((short) 1)
                .array();

        assertSame(Given.wav(Given.chunk("fmt ", content), Given.chunk("data", Given.raw(SAMPLES))));
    }

    @Test
    void readsToTheEndWhatAPipeWrote() {
        assertSame(Given.wav(Given.format(1, 1, 16_000, 16), Given.chunk("data", -1, Given.raw(SAMPLES))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|44100|16|is a WAV of 44100 samples a second, but the model is declared with 'rate: 16000'; resample it to 16000",
                "3|1|16000|32|is a WAV of floating-point numbers with 32 bits a sample, must be PCM with 16",
                "1|1|16000|8|is a WAV of PCM with 8 bits a sample, must be PCM with 16",
                "7|1|8000|8|is a WAV of mu-law with 8 bits",
                "85|1|16000|0|is a WAV of MP3",
                "99|1|16000|16|is a WAV of format 99",
                "1|0|16000|16|is a WAV of 0 channels, must have 1"
            })
    void refusesAnotherKind(int format, int channels, int rate, int bits, String sentence) {
        byte[] wav = Given.wav(Given.format(format, channels, rate, bits), Given.chunk("data", Given.raw(SAMPLES)));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> frames(wav))
                .hasMessageContaining("'audio': row 0 ")
                .hasMessageContaining(sentence);
    }

    @Test
    void saysWhereItEnds() {
        byte[] wav = Given.wav(16_000, 1, SAMPLES);
        assertRefused(
                "chunk 'data' has 1200 bytes by its header, 1156 are there: it was cut off", Given.cut(wav, 1_200));
        assertRefused("chunk 'fmt ' has 16 bytes by its header, 10 are there", Given.cut(wav, 30));
        assertRefused("without a chunk 'data'", Given.cut(wav, 40));
        assertRefused("is a WAV without a chunk 'data'", Given.cut(wav, 12));
        assertRefused("'data' comes before the chunk 'fmt '", Given.wav(Given.chunk("data", new byte[4])));
        assertRefused("'fmt ' has 4 bytes, must have 16", Given.wav(Given.chunk("fmt ", new byte[4])));
        assertRefused("has 3 bytes of samples, not a multiple of 2", new byte[3]);
        assertRefused("holds no sound", new byte[0]);
        assertRefused("holds no sound", Given.wav(16_000, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "OggS, Ogg",
        "fLaC, FLAC",
        "ID3, MP3",
        "FORM, AIFF",
        "RIFX, big-endian RIFF",
        "RIFF1234AVI , a broken WAV",
        "UklGRiQ, a WAV written in base64; send the bytes themselves",
        "1234ftypM4A, MP4"
    })
    void callsWhatItIsNotByItsName(String begin, String name) {
        byte[] bytes = (begin + "....").getBytes(StandardCharsets.ISO_8859_1);

        assertRefused("looks like " + name + ", must be a WAV or raw 16-bit samples", bytes);
    }

    @Test
    void refusesRawSamplesWhereAWavMustBe() {
        Given.assertRefused(
                        ErrorCode.INVALID_INPUT, () -> Given.pcm("format=wav").apply(Given.sounds(new byte[20])))
                .hasMessageContaining("row 0 does not begin as a WAV does, must be a WAV");
        assertThat(Given.pcm("format=raw")
                        .apply(Given.sounds("OggS".getBytes(StandardCharsets.ISO_8859_1)))
                        .rows())
                .isEqualTo(1);
    }

    private static void assertRefused(String sentence, byte[] sound) {
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> frames(sound)).hasMessageContaining(sentence);
    }

    @Test
    void answersOrRefusesWhateverChanges() {
        byte[] odd = Given.chunk("LIST", "odd".getBytes(StandardCharsets.ISO_8859_1));
        byte[] original = Given.wav(
                odd, Given.format(1, 2, 16_000, 16), odd, Given.chunk("data", Given.raw(Given.noise(1, 100))));
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = Given.cut(original, 1 + random.nextInt(original.length));
            for (int j = random.nextInt(4); j > 0; j--) {
                changed[random.nextInt(Math.min(90, changed.length))] =
                        (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            try {
                assertThat(Given.pcm("mix=true").apply(Given.sounds(changed)).rows())
                        .isPositive();
            } catch (InferenceException refusal) {
                assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                assertThat(refusal.sentence()).startsWith("'audio': row 0 ").hasSizeLessThan(200);
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 19_999);
    }
}
