package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.roundhouse.server.control.Metrics.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards and rules that the distribution brings name meters and labels that there are. */
class DashboardsTest {
    private static final Path SHARE = Path.of("../../../karaf-distribution/src/main/resources/assembly/share");
    private static final Pattern METER = Pattern.compile("\\b(?:roundhouse|jvm|process|system|cgroup)_[a-z0-9_]+");
    private static final Pattern SELECTOR =
            Pattern.compile("(\\b(?:roundhouse|jvm|process|cgroup)_[a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!=|!~|=)");

    /** The labels of each meter by its name. */
    private static Map<String, Set<String>> meters = Map.of();

    @BeforeAll
    static void runALittle(@TempDir Path folder) throws IOException {
        meters = WholeHouse.samples(folder).stream()
                .collect(Collectors.toMap(
                        Sample::name, sample -> new TreeSet<>(sample.labels().keySet()), (a, b) -> {
                            a.addAll(b);
                            return a;
                        }));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> grafana = Files.list(SHARE.resolve("grafana"));
                Stream<Path> prometheus = Files.list(SHARE.resolve("prometheus"))) {
            List<Path> files = Stream.concat(grafana, prometheus).sorted().toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(4);
            return files;
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void nameMetersThatThereAre(Path file) throws IOException {
        List<String> expressions = expressions(file);
        Set<String> named = expressions.stream()
                .flatMap(text -> METER.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(5);
        assertThat(meters.keySet()).as("what %s names", file.getFileName()).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("files")
    void selectByLabelsThatThereAre(Path file) throws IOException {
        int[] looked = {0};
        for (String expression : expressions(file)) {
            SELECTOR.matcher(expression).results().forEach(selector -> LABEL.matcher(selector.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !label.equals("instance")) // Prometheus adds it
                    .forEach(label -> {
                        looked[0]++;
                        assertThat(meters.get(selector.group(1)))
                                .as(selector.group())
                                .contains(label);
                    }));
        }
        assertThat(looked[0]).isPositive();
    }

    /** What is asked of Prometheus: of a dashboard what stands as {@code expr} and {@code query}, of rules all but prose. */
    private static List<String> expressions(Path file) throws IOException {
        if (!file.toString().endsWith(".json")) {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.contains("#") && !line.contains("summary:"))
                    .map(line -> line.replaceAll("(record:|name:|model:roundhouse_).*", ""))
                    .toList();
        }
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            Stream.Builder<String> found = Stream.builder();
            while (json.nextToken() != null) {
                String name = json.currentName();
                if (json.currentToken().isScalarValue() && ("expr".equals(name) || "query".equals(name))) {
                    found.add(json.getText());
                }
            }
            return found.build().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no JSON", e);
        }
    }
}
