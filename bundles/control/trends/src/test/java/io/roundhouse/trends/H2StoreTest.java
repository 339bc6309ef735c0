package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2 in a file, which is the embedded database. */
class H2StoreTest extends StoreTests {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @Override
    TrendsSettings settings(String server) {
        return Town.settings("jdbc:h2:file:" + folder.resolve("trends") + ";DB_CLOSE_ON_EXIT=FALSE", "", "", server);
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAside() throws IOException {
        Files.writeString(folder.resolve("trends.mv.db"), "something else ".repeat(1_000));
        try (Town town = new Town(settings(""))) {
            town.numbers.gauge("process_cpu_usage", Map.of(), 1);
            town.minute(() -> {}).look().look();

            assertThat(town.works.trouble()).isEmpty();
            assertThat(town.works.desk().series()).hasSize(1);
            assertThat(folder.resolve("trends.mv.db.damaged")).content().startsWith("something else");
        }
    }

    @Test
    void leavesNothingToTheDriverManager() throws SQLException {
        execute("select 1");

        assertThat(DriverManager.drivers().map(driver -> driver.getClass().getName()))
                .noneMatch(name -> name.startsWith("org.h2"));
    }
}
