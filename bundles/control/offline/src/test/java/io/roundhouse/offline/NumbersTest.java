package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static double parse(String text) {
        char[] around = ("x" + text + "y").toCharArray();
        return Numbers.parse(around, 1, text.length());
    }

    private static void assertSameBits(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
    }

    @Property(tries = 5_000)
    void readsEveryDoubleThatItWrites(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);

        assertSameBits(parse(Double.isNaN(value) ? "NaN" : Decimals.text(value)), value);
    }

    @Property(tries = 5_000)
    void readsEveryFloatThatItWrites(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);

        assertThat(Float.isNaN(value) || (float) parse(Decimals.text(value)) == value)
                .isTrue();
    }

    @Property(tries = 5_000)
    void readsDecimalsAsJavaDoes(
            @ForAll long digits,
            @ForAll @IntRange(max = 30) int point,
            @ForAll @IntRange(min = -330, max = 330) int exponent) {
        String text = Long.toString(digits);
        int at = Math.max(digits < 0 ? 2 : 1, text.length() - point);
        String plain = text.substring(0, at) + "." + text.substring(at);

        assertSameBits(parse(plain), Double.parseDouble(plain));
        assertSameBits(parse(plain + "e" + exponent), Double.parseDouble(plain + "e" + exponent));
    }

    @Test
    void writesWholeNumbersWithoutAPointAndKeepsTheSignOfNothing() {
        assertThat(Decimals.text(41.0)).isEqualTo("41");
        assertThat(Decimals.text(-3.0f)).isEqualTo("-3");
        assertThat(Decimals.text(-0.0)).isEqualTo("-0.0");
        assertSameBits(parse("-0.0"), -0.0);
        assertSameBits(parse("-0"), -0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NA", "na", "NaN", "null"})
    void takesTheseForMissing(String text) {
        assertThat(parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "Infinity", "+inf"})
    void readsInfinity(String text) {
        assertThat(parse(text)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1x", "1d", "0x1p3", "1,5", "--1", "-", ".", "1e", "1e+", "1 2", "1.2.3", "١"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
