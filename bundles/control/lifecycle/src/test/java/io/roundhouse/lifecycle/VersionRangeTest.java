package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''       | 1.0.0   | true",
                "1.29     | 1.29.3  | true",
                "1.29     | 1.2.9   | false",
                "1.29.0   | 1.29    | true",
                "1.29.0   | 1.29.1  | false",
                "[1.29,2) | 1.29.0  | true",
                "[1.29,2) | 2.0.0   | false",
                "(1.29,2] | 1.29.0  | false",
                "(1.29,2] | 2       | true",
                "[1.9,)   | 1.20.0  | true",
                "[1.9,)   | 1.8.9   | false"
            })
    void containsWhatItSays(String range, String version, boolean contained) {
        assertThat(VersionRange.of(range).contains(Version.of(version))).isEqualTo(contained);
    }

    @Property
    void comparesNumbersAsNumbers(
            @ForAll @IntRange(min = 0, max = 2000) int a, @ForAll @IntRange(min = 0, max = 2000) int b) {
        assertThat(Integer.signum(Version.of("1." + a).compareTo(Version.of("1." + b + ".0"))))
                .isEqualTo(Integer.compare(a, b));
    }
}
