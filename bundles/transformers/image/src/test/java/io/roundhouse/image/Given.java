package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of pictures say often. */
final class Given {
    /** The pictures of the folder {@code pictures}. */
    static final List<String> FILES = List.of(
            "rgb.png",
            "grey.png",
            "palette.png",
            "palette4.png",
            "alpha.png",
            "one-bit.png",
            "420.jpg",
            "422.jpg",
            "444.jpg",
            "grey.jpg",
            "progressive.jpg",
            "cmyk.jpg",
            "ycck.jpg");

    private Given() {}

    /** The JDK's decoder, found anew: a program that measures what the first look leaves behind uses this class too. */
    static JpegReaders jpegs() {
        return JpegReaders.find();
    }

    static byte[] file(String name) {
        try (InputStream content = Given.class.getResourceAsStream("/" + name)) {
            if (content == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] picture(String name) {
        return file("pictures/" + name);
    }

    static Picture decoded(byte[] bytes) throws Unreadable {
        Encoded encoded = Encoded.read(bytes, jpegs());
        return encoded.decode().upright(encoded.header().orientation());
    }

    static byte[] noise(long seed, int length) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    static Tensors pictures(byte[]... pictures) {
        return Tensors.of("picture", Tensor.ofBytes(Shape.of(pictures.length), List.of(pictures)));
    }

    /** Settings written as {@code key=value}; a value with commas is a list. */
    static Settings settings(String... pairs) {
        Settings.Builder builder = Settings.builder("model.yaml:3:3");
        for (String pair : pairs) {
            String key = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.contains(",")) {
                builder.putTexts(key, Arrays.asList(value.split(",", 0)), "model.yaml:3:5");
            } else {
                builder.put(key, value, "model.yaml:3:5");
            }
        }
        return builder.build();
    }

    static ImageStep step(String... pairs) {
        return new ImageStep(ImageSettings.read(settings(pairs)), jpegs(), Memory.ofHeap());
    }

    static AbstractThrowableAssert<?, ?> assertRefused(ErrorCode code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(InferenceException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(code));
    }
}
