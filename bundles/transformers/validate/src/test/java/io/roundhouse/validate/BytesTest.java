package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What reads bytes where they lie says the same as the JDK does of the text made of them. */
class BytesTest {
    /** Bytes that begin and go on with characters, so that nearly right ones are common. */
    private static final int[] BYTES = {
        'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4,
        0xF5, 0xFF
    };

    @Property(tries = 20_000)
    void knowsUtf8AsTheJdkDoes(@ForAll @Size(max = 12) List<@IntRange(max = 20) Integer> picks) {
        byte[] bytes = new byte[picks.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) BYTES[picks.get(i)];
        }

        assertThat(Utf8.characters(buffer(bytes), 0, bytes.length)).isEqualTo(charactersByTheJdk(bytes));
    }

    private static int charactersByTheJdk(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.codePointCount(0, text.length());
        } catch (CharacterCodingException e) {
            return -1;
        }
    }

    @Property
    void decodesEveryCharacter(@ForAll @IntRange(min = 1, max = Character.MAX_CODE_POINT) int character) {
        if (Character.getType(character) == Character.SURROGATE) {
            return;
        }
        byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.decode(buffer(bytes), 0, bytes.length)).isEqualTo(character);
    }

    @Property
    void readsDatesAsTheJdkDoes(
            @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis,
            @ForAll @IntRange(min = -18 * 60 + 1, max = 18 * 60 - 1) int offset) {
        Instant instant = Instant.ofEpochMilli(millis);
        OffsetDateTime there = instant.atOffset(ZoneOffset.ofTotalSeconds(offset * 60));
        if (there.getYear() >= 0 && there.getYear() <= 9_999) {
            long midnight = instant.plusSeconds(offset * 60L)
                    .truncatedTo(ChronoUnit.DAYS)
                    .toEpochMilli();
            assertThat(millis(there.toString())).isEqualTo((double) millis);
            assertThat(millis(there.toLocalDate().toString())).isEqualTo((double) midnight);
        }
        assertThat(millis(IsoDate.text((double) millis))).isEqualTo((double) millis);
    }

    @Example
    void knowsWhatNoCalendarHas() {
        List<String> wrong = List.of(
                "2023-02-29",
                "1900-02-29",
                "2024-04-31",
                "2024-00-01",
                "2024-13-01",
                "2024-01-00",
                "24-01-01",
                "2024-1-1",
                "2024-01-01T",
                "2024-01-01T24:00",
                "2024-01-01T10:60",
                "2024-01-01T10:00:60",
                "2024-01-01T10:00:0",
                "2024-01-01T10:00:00.",
                "2024-01-01T10:00+2",
                "2024-01-01T10:00+19:00",
                "2024-01-01T10:00Zx",
                "2024-01-01x",
                "2024/01/01",
                "yesterday..",
                "2024-01-01T10:0a",
                "2O24-01-01",
                "-024-01-01");

        assertThat(wrong).allSatisfy(text -> assertThat(millis(text)).as(text).isNaN());
        assertThat(millis("2000-02-29")).isEqualTo(951_782_400_000.0);
        assertThat(millis("2024-01-01 10:00:00.1239")).isEqualTo(1_704_103_200_123.0);
    }

    @Property
    void findsCategoriesAndNothingElse(@ForAll @Size(min = 1, max = 256) List<@IntRange(max = 2_000) Integer> picks) {
        List<String> categories =
                picks.stream().distinct().map(i -> "c".repeat(i % 23) + i).toList();
        Categories table = new Categories(categories);

        for (int i = 0; i <= 2_000; i += 7) {
            String text = "c".repeat(i % 23) + i;
            ByteBuffer data = buffer(("??" + text + "!!").getBytes(StandardCharsets.UTF_8));
            assertThat(table.has(data, 2, text.length())).as(text).isEqualTo(categories.contains(text));
        }
    }

    @Property(tries = 3_000)
    void matchesPatternsAsRegularExpressionsDo(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> parts = List.of(
                "[A-C]+",
                "\\d{2}",
                "-?",
                "[^x]",
                "ä{1,3}",
                "\\P{ASCII}*",
                "[a-c\\d]{0,2}",
                "x",
                ".",
                "[À-ÿ]+",
                "\\w{3}");
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i <= random.nextInt(4); i++) {
            pattern.append(parts.get(random.nextInt(parts.size())));
        }
        TextPattern own;
        try {
            own = PatternParser.read(Given.keys("like", pattern.toString()));
        } catch (InferenceException ambiguous) {
            return; // it would have to go back
        }
        Pattern regex = Pattern.compile(pattern.toString(), Pattern.DOTALL);

        List<String> letters = List.of("A", "C", "1", "7", "-", "x", "ä", "é", "b", "_", "😀", "\n");
        for (int i = 0; i < 200; i++) {
            List<String> text = new ArrayList<>();
            for (int j = random.nextInt(7); j > 0; j--) {
                text.add(letters.get(random.nextInt(letters.size())));
            }
            String joined = String.join("", text);
            byte[] bytes = joined.getBytes(StandardCharsets.UTF_8);
            assertThat(own.matches(buffer(bytes), 0, bytes.length))
                    .as("'%s' like %s", joined, pattern)
                    .isEqualTo(regex.matcher(joined).matches());
        }
    }

    @Example
    void showsNothingThatATerminalObeys() {
        assertThat(Quoted.is("a\u202Eb\u0000'\\\u2028c".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("is 'a\\u{202E}b\\u{0}\\'\\\\\\u{2028}c'");
        assertThat(Quoted.is("ü".repeat(41).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("is '" + "ü".repeat(40) + "…' (82 bytes)");
    }

    private static double millis(String text) {
        return IsoDate.millis(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
