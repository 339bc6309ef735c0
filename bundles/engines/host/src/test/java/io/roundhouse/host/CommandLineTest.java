package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static final Recipe RECIPE = new Recipe(
            "engine 1",
            List.of(Path.of("host.jar"), Path.of("api.jar")),
            List.of(),
            Path.of("engine.jar"),
            Path.of("runs"),
            Path.of("works"),
            Path.of("none.jsa"),
            TestRecipes.settings(4096));

    @Test
    void tellsNobodyWhereTheSocketIsOrWhatTheTokenIs() {
        List<String> words = CommandLine.arguments(RECIPE, List.of("-more"));

        assertThat(words).contains("-Xmx256m", "-XX:MaxDirectMemorySize=256m", "-more");
        assertThat(words).endsWith("-cp", "host.jar:api.jar", "io.roundhouse.host.ChildMain");
    }

    @Test
    void keepsOfTheEnvironmentWhatIsNamed() {
        Map<String, String> environment =
                new HashMap<>(Map.of("PATH", "/bin", "SECRET", "s", "JAVA_TOOL_OPTIONS", "x"));

        CommandLine.scrub(environment, List.of("PATH", "LANG"));

        assertThat(environment).containsExactly(Map.entry("PATH", "/bin"));
    }
}
