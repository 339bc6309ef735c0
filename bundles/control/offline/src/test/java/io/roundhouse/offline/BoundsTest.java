package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.SchemaCheck.Bound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final String PLACE = "fitted.yaml:9:5";

    @Test
    void tellsEachConstraintWithItsReason() {
        Settings income = Settings.builder(PLACE)
                .put("type", "number", PLACE)
                .put("range", Settings.of(Map.of("min", "0", "reason", "2,422 rows")))
                .build();
        Settings home = Settings.builder(PLACE)
                .put(
                        "categories",
                        Settings.builder(PLACE)
                                .putTexts("values", List.of("owner", "rent"), PLACE)
                                .build())
                .build();
        Settings rule = Settings.builder(PLACE)
                .put("column", "Seniority", PLACE)
                .put("at_most", "Age", PLACE)
                .put("reason", "in 2,672 of 2,672 rows", PLACE)
                .build();
        Settings sum = Settings.builder(PLACE)
                .put("column", "Total", PLACE)
                .putTexts("sum", List.of("Net", "Tax"), PLACE)
                .put("reason", "2,672 rows", PLACE)
                .build();
        Settings learnt = Settings.builder(PLACE)
                .put(
                        "columns",
                        Settings.builder(PLACE)
                                .put("Income", income)
                                .put("Home", home)
                                .build())
                .putSections("rules", List.of(rule, sum), PLACE)
                .build();

        assertThat(Bounds.of(Settings.builder(PLACE).put("learnt", learnt).build()))
                .containsExactly(
                        new Bound("'Income' range", "min: 0", "2,422 rows"),
                        new Bound("'Home' categories", "values: [owner, rent]", ""),
                        new Bound("'Seniority' at_most", "at_most: Age", "in 2,672 of 2,672 rows"),
                        new Bound("'Total' sum", "sum: [Net, Tax]", "2,672 rows"));
    }

    @Test
    void tellsNothingOfAStepThatLearntNothing() {
        assertThat(Bounds.of(Settings.empty())).isEmpty();
    }
}
