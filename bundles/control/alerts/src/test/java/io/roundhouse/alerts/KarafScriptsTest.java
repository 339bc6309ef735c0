package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KarafScriptsTest {
    private static final Deed DEED =
            new Deed(new Action.Script("mend"), new Identity("hot", Map.of("model", "credit")), "page", "it is hot");

    private final Path folder;

    KarafScriptsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private final Map<String, Object> variables = new TreeMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What a session does with a script. */
    private interface Shell {
        void execute(String script, PrintStream out) throws Exception;
    }

    private KarafScripts scripts(Shell shell, Duration limit) {
        return new KarafScripts(folder, limit, () -> (SessionFactory)
                proxy(SessionFactory.class, (self, method, arguments) -> session(shell, (PrintStream) arguments[1])));
    }

    private Object session(Shell shell, PrintStream out) {
        return proxy(Session.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "execute" -> shell.execute((String) arguments[0], out);
                case "put" -> variables.put((String) arguments[0], arguments[1]);
                case "close" -> closed.set(true);
                default -> throw new AssertionError(method.getName());
            }
            return null;
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".script"), text);
    }

    @Test
    void runsTheFileWithTheAlertsLabelsAndTellsWhatItSaid() throws IOException {
        write("mend", "echo mended");

        String outcome = scripts((script, out) -> out.print(script + "\n done"), Duration.ofMinutes(1))
                .run("mend", DEED);

        assertThat(outcome).isEqualTo("ran: echo mended done");
        assertThat(variables)
                .isEqualTo(Map.of("alert", "hot", "model", "credit", "severity", "page", "summary", "it is hot"));
        assertThat(closed).isTrue();
    }

    @Test
    void tellsWhyItFailed() throws IOException {
        write("mend", "nonsense");

        String outcome = scripts(
                        (script, out) -> {
                            throw new IllegalArgumentException("command not found");
                        },
                        Duration.ofMinutes(1))
                .run("mend", DEED);

        assertThat(outcome).isEqualTo("failed: command not found");
        assertThat(closed).isTrue();
    }

    @Test
    void stopsOneThatTakesTooLong() throws IOException {
        write("mend", "sleep 1000000");

        String outcome = scripts((script, out) -> new CountDownLatch(1).await(), Duration.ofMillis(20))
                .run("mend", DEED);

        assertThat(outcome).isEqualTo("stopped after 0 s");
        assertThat(closed).isTrue();
    }

    @Test
    void keepsTheFirstWordsOfOneThatTalksMuch() throws IOException {
        write("mend", "yes");

        String outcome = scripts((script, out) -> out.print("y".repeat(1_000_000)), Duration.ofMinutes(1))
                .run("mend", DEED);

        assertThat(outcome).hasSize("ran: ".length() + 200);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        KarafScripts none = new KarafScripts(folder, Duration.ofMinutes(1), () -> noShell());

        assertThatThrownBy(() -> none.run("mend", DEED)).hasMessageContaining("there is no script " + folder);
        write("mend", "x".repeat(100_000));
        assertThatThrownBy(() -> none.run("mend", DEED)).hasMessageContaining("at most 65536 are allowed");
        write("mend", "x");
        assertThatThrownBy(() -> none.run("mend", DEED)).hasMessageContaining("feature:install shell");
    }

    private static @Nullable SessionFactory noShell() {
        return null;
    }
}
