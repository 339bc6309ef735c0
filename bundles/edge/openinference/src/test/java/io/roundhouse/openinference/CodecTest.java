package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What is written is read back the same, of every type; and no bytes do harm. */
class CodecTest {
    private static final JsonFactory JSON = Json.factory(LiveProtocol.LIMITS);
    private static final RequestReader READER = new RequestReader(JSON, LiveProtocol.LIMITS);

    @Property(tries = 300)
    void readsBackWhatItWrote(@ForAll DataType type, @ForAll @Size(min = 8, max = 64) byte[] bytes) throws IOException {
        Assume.that(type != DataType.FP16 && type != DataType.BF16 && type != DataType.BYTES);
        int count = bytes.length / type.byteSize();
        Tensor tensor = Tensor.allocate(type, Shape.of(count));
        ByteBuffer data = tensor.data();
        for (int i = 0; i < count * type.byteSize(); i++) {
            data.put(type == DataType.BOOL ? (byte) (bytes[i] & 1) : bytes[i]);
        }
        Assume.that(isFinite(tensor));

        assertThat(roundTrip(tensor).data()).isEqualTo(tensor.data());
    }

    @Property(tries = 300)
    void readsBackTexts(@ForAll List<@StringLength(max = 40) String> texts) throws IOException {
        Assume.that(!texts.isEmpty() && texts.stream().allMatch(CodecTest::isText));

        Tensor tensor = Tensor.ofTexts(Shape.of(texts.size()), texts);

        assertThat(roundTrip(tensor).texts()).isEqualTo(texts);
    }

    @Property(tries = 2_000)
    void readsFloatsAsTheJdkDoes(
            @ForAll @DoubleRange(min = -1e30, max = 1e30) double wide,
            @ForAll @DoubleRange(min = -2, max = 2) double narrow,
            @ForAll @IntRange(min = 0, max = 17) int digits) {
        for (String text :
                List.of(Double.toString(wide), Double.toString(narrow), String.format("%." + digits + "f", narrow))) {
            assertThat(Float.floatToRawIntBits(number(DataType.FP32, text).getFloat()))
                    .as(text)
                    .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
            assertThat(Double.doubleToRawLongBits(number(DataType.FP64, text).getDouble()))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @Property(tries = 2_000)
    void readsTheMiddleBetweenTwoFloatsAsTheJdkDoes(@ForAll @IntRange(min = 0x00800000, max = 0x7f000000) int bits) {
        double low = Float.intBitsToFloat(bits);
        double high = Float.intBitsToFloat(bits + 1);
        double middle = low + (high - low) / 2;
        for (double near : new double[] {middle, Math.nextUp(middle), Math.nextDown(middle)}) {
            String text = new java.math.BigDecimal(near)
                    .round(new java.math.MathContext(18))
                    .toPlainString();
            if (text.length() <= Limits.NUMBER_LENGTH_MAX) {
                assertThat(number(DataType.FP32, text).getFloat()).as(text).isEqualTo(Float.parseFloat(text));
            }
        }
    }

    @Example
    void keepsTheSignOfZero() {
        assertThat(Float.floatToRawIntBits(number(DataType.FP32, "-0").getFloat()))
                .isEqualTo(Float.floatToRawIntBits(-0f));
        assertThat(Double.doubleToRawLongBits(number(DataType.FP64, "-0.0").getDouble()))
                .isEqualTo(Double.doubleToRawLongBits(-0d));
    }

    @Property(tries = 1_000)
    void answersAnyBytesOrRefusesThem(@ForAll @Size(max = 200) byte[] bytes) {
        refusesAtMost(bytes);
    }

    @Property(tries = 3_000)
    void answersAnyChangeOfAGoodRequestOrRefusesIt(
            @ForAll @IntRange(min = 0, max = 130) int at,
            @ForAll @Chars({'{', '}', '[', ']', ',', ':', '"', '\\', '-', '.', 'e', '0', ' ', 'x'}) @AlphaChars
                    char with,
            @ForAll boolean insert) {
        String good =
                "{\"id\":\"a\",\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[[1,2.5],[-3e2,4]]}],"
                        + "\"outputs\":[{\"name\":\"y\"}]}";
        int place = Math.min(at, good.length() - 1);
        refusesAtMost((good.substring(0, place) + with + good.substring(place + (insert ? 0 : 1)))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void refusesAtMost(byte[] bytes) {
        try {
            READER.read(new Body(bytes, 0, bytes.length, bytes.length));
        } catch (InferenceException e) {
            assertThat(e.sentence()).isNotEmpty();
        }
    }

    private static ByteBuffer number(DataType type, String text) {
        byte[] bytes = (text + "]").getBytes(StandardCharsets.US_ASCII);
        Tensor tensor = Tensor.allocate(type, Shape.of(1));
        NumberArray.read(new Body(bytes, 0, bytes.length, bytes.length), "x", type, Shape.of(1), tensor.data());
        return tensor.data();
    }

    private static Tensor roundTrip(Tensor tensor) throws IOException {
        Output out = new Output(new byte[64], 1 << 20);
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("inputs");
            generator.writeStartObject();
            generator.writeStringField("name", "x");
            generator.writeStringField("datatype", tensor.type().name());
            ResponseWriter.writeShape(generator, tensor.shape());
            generator.writeFieldName("data");
            TensorWriter.write(generator, "x", tensor);
            generator.writeEndObject();
            generator.writeEndArray();
            generator.writeEndObject();
        }
        Draft draft = READER.read(new Body(out.bytes(), 0, out.length(), out.length()));
        return Objects.requireNonNull(Objects.requireNonNull(draft.inputs).get(0).tensor);
    }

    private static boolean isFinite(Tensor tensor) {
        ByteBuffer data = tensor.data();
        while (data.hasRemaining()) {
            if (tensor.type() == DataType.FP32 && !Float.isFinite(data.getFloat())) {
                return false;
            }
            if (tensor.type() == DataType.FP64 && !Double.isFinite(data.getDouble())) {
                return false;
            }
            if (tensor.type() != DataType.FP32 && tensor.type() != DataType.FP64) {
                return true;
            }
        }
        return true;
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
