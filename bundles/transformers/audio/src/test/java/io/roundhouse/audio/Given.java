package io.roundhouse.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Sounds written, and what tests of them say often. */
final class Given {
    private Given() {}

    /** Settings written as {@code key=value}. */
    static Settings settings(String... pairs) {
        Settings.Builder builder = Settings.builder("model.yaml:3:3");
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            builder.put(pair.substring(0, equals), pair.substring(equals + 1), "model.yaml:3:5");
        }
        return builder.build();
    }

    static Transformer pcm(String... pairs) {
        return new PcmStep(PcmSettings.read(settings(pairs)));
    }

    static short[] noise(long seed, int samples) {
        Random random = new Random(seed);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) random.nextInt();
        }
        return noise;
    }

    static byte[] raw(short... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    static byte[] chunk(String name, byte[] content) {
        return chunk(name, content.length, content);
    }

    /** A chunk whose length may be a lie. */
    static byte[] chunk(String name, int length, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(length)
                .put(content)
                .array();
    }

    static byte[] format(int format, int channels, int rate, int bits) {
        byte[] content = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) format)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .array();
        return chunk("fmt ", content);
    }

    static byte[] wav(byte[]... chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("WAVE".getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] chunk : chunks) {
            all.writeBytes(chunk);
        }
        return chunk("RIFF", all.toByteArray());
    }

    static byte[] wav(int rate, int channels, short... samples) {
        return wav(format(1, channels, rate, 16), chunk("data", raw(samples)));
    }

    static Tensors sounds(byte[]... sounds) {
        return Tensors.of("audio", Tensor.ofBytes(Shape.of(sounds.length), List.of(sounds)));
    }

    static long[] longs(Tensors made, String name) {
        long[] longs = new long[(int) made.get(name).shape().rows()];
        made.get(name).data().asLongBuffer().get(longs);
        return longs;
    }

    static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    static AbstractThrowableAssert<?, ?> assertRefused(ErrorCode code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(InferenceException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(code));
    }
}
