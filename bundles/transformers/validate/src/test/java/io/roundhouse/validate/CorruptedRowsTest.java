package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A schema learnt from the credit applications that the shipped models were trained on: it refuses none of those held
 * out, and every one of a thousand of them after one thing went wrong in it, for that thing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptedRowsTest {
    private static final int ROWS_PER_KIND = 100;

    private Settings schema = Settings.empty();
    private List<Map<String, String>> heldOut = List.of();

    /** What goes wrong, and the column and constraint that must tell. */
    enum Corruption {
        YEARS_BECAME_MONTHS("Age", "range") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                times(row, 12);
            }
        },
        THOUSANDS_BECAME_ONES("Price", "range") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                times(row, 1_000);
            }
        },
        SWAPPED_COLUMNS("Home", "categories") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                String job = row.getOrDefault("Job", "");
                row.put("Job", row.getOrDefault("Home", ""));
                row.put("Home", job.isEmpty() ? "fixed" : job);
            }
        },
        NEW_CATEGORY("Marital", "categories") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(
                        column,
                        List.of("Married", "engaged", "married ", "marrie").get(random.nextInt(4)));
            }
        },
        NULL("Records", "required") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(column, "");
            }
        },
        NOT_A_NUMBER("Amount", "required") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(column, "NaN");
            }
        },
        IMPOSSIBLE_DATE("Applied", "malformed") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(
                        column,
                        List.of("2023-02-29", "2024-13-01", "2024-00-10", "31.12.2023")
                                .get(random.nextInt(4)));
            }
        },
        OVERLONG("Job", "categories") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(column, "fixed".repeat(1_000 + random.nextInt(1_000)));
            }
        },
        MALFORMED_UTF_8("Home", "malformed") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(column, "own" + Credit.BAD_BYTE + "er");
            }
        },
        NEGATIVE("Debt", "range") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(column, Integer.toString(-1 - random.nextInt(5_000)));
            }
        },
        BROKEN_DEPENDENCE("Seniority", "at_most") {
            @Override
            void spoil(Map<String, String> row, Random random) {
                row.put(
                        column,
                        Integer.toString(Integer.parseInt(row.getOrDefault("Age", "")) + 1 + random.nextInt(5)));
            }
        };

        final String column;
        final String constraint;

        Corruption(String column, String constraint) {
            this.column = column;
            this.constraint = constraint;
        }

        abstract void spoil(Map<String, String> row, Random random);

        void times(Map<String, String> row, int factor) {
            row.put(column, Long.toString(factor * Long.parseLong(row.getOrDefault(column, ""))));
        }
    }

    @BeforeAll
    void learn() {
        SchemaFitting fitting = Given.fitting(Credit.types());
        fitting.see(Credit.columns(Credit.training()));
        schema = fitting.fitted();
        heldOut = Credit.heldOut();
    }

    @Test
    void refusesNoCleanRowAndFlagsNone() {
        ValidateStep step = Given.step(schema);
        Given.Flags flags = new Given.Flags();

        for (Map<String, String> row : heldOut) {
            step.apply(Credit.columns(List.of(row)), flags);
        }
        step.apply(Credit.columns(heldOut), flags);

        assertThat(heldOut).hasSize(1_782);
        assertThat(flags.all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryCorruptedRowForWhatIsWrongInIt(Corruption corruption) {
        Random random = new Random(4);
        ValidateStep step = Given.step(schema);
        ValidateStep telling = Given.step(Given.reporting(schema));
        for (Map<String, String> row : spoilt(corruption, random)) {
            List<Map<String, String>> alone = List.of(row);

            InferenceException refusal =
                    Assertions.catchThrowableOfType(InferenceException.class, () -> step.apply(Credit.columns(alone)));
            String told =
                    telling.apply(Credit.columns(alone)).get("report").texts().get(0);

            assertThat(refusal).as("%s", row).isNotNull();
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refusal.sentence()).contains("row 0 ").contains("must").hasSizeLessThan(300);
            assertThat(told).contains("'" + corruption.column + "' " + corruption.constraint + ": ");
        }
    }

    @Test
    void tellsWhichOfManyRowsIsWrong() {
        List<Map<String, String>> rows = new ArrayList<>(heldOut);
        Map<String, String> row = new LinkedHashMap<>(rows.get(1_234));
        Corruption.THOUSANDS_BECAME_ONES.spoil(row, new Random(1));
        rows.set(1_234, row);
        ValidateStep step = Given.step(schema);

        InferenceException refusal =
                Assertions.catchThrowableOfType(InferenceException.class, () -> step.apply(Credit.columns(rows)));

        assertThat(Objects.requireNonNull(refusal).sentence())
                .startsWith("'Price': row 1234 is " + row.get("Price") + ", must be 0 to ");
    }

    /** Rows held out, one after another from a random one on, each with one thing wrong. */
    private List<Map<String, String>> spoilt(Corruption corruption, Random random) {
        List<Map<String, String>> rows = new ArrayList<>();
        int from = random.nextInt(heldOut.size() - ROWS_PER_KIND);
        for (Map<String, String> clean : heldOut.subList(from, from + ROWS_PER_KIND)) {
            Map<String, String> row = new LinkedHashMap<>(clean);
            corruption.spoil(row, random);
            rows.add(row);
        }
        return rows;
    }
}
