package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The file that ships, as it is and with everything in it that waits behind a {@code #}. */
class DefaultRulesTest {
    private static final Path FILE = Path.of("../../../karaf-distribution/src/main/resources/assembly/etc/alerts.yaml");

    @Test
    void loadsAsItIs() {
        Rulebook book = RulesFile.read(FILE);

        assertThat(book.rules())
                .extracting(Rule::name)
                .containsExactly(
                        "monitor-loses-events", "shadow-silent", "alert-messages-dropped", "many-poisons", "disk");
        assertThat(book.telling().destinations()).containsExactly(Telling.LOG);
    }

    @Test
    void loadsWithEverythingInIt() throws IOException {
        String all = Files.readString(FILE).replaceAll("(?m)^#(?=  |slo:|$)", "");

        Rulebook book = Rulebook.read(Yaml.read("alerts.yaml", all.getBytes(StandardCharsets.UTF_8)));

        assertThat(book.rules())
                .extracting(Rule::name)
                .contains("errors", "slow", "overloaded", "drift", "store-left-alone");
        assertThat(book.slos()).extracting(Slo::name).containsExactly("available", "quick");
        assertThat(book.telling().destinations())
                .extracting(Destination::name)
                .containsExactly("log", "webhook", "email");
    }
}
