package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.Test;

/** The two forms of a line of the log, as the distribution's settings have them. */
class LogLinesTest {
    private static final Path SETTINGS =
            Path.of("../../karaf-distribution/src/main/resources/assembly/etc/org.ops4j.pax.logging.cfg");

    /** A line break, the end of a text in JSON, two ways to command a terminal, a second line, and a turn of direction. */
    private static final String NASTY =
            "a\r\nFATAL forged \",\"x\":\"y\\ \u001b[2J \u009b2J \u2028 \u0085 \u202e ${env:PATH} %m";

    private static String line(String form, String message, Map<String, String> fields) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(SETTINGS)) {
            settings.load(reader);
        }
        PatternLayout layout = PatternLayout.newBuilder()
                .withPattern(settings.getProperty("roundhouse.pattern." + form))
                .withAlwaysWriteExceptions(false)
                .build();
        StringMap context = ContextDataFactory.createContextData();
        fields.forEach(context::putValue);
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("io.roundhouse.http")
                .setThreadName(message)
                .setLevel(Level.ERROR)
                .setMessage(new SimpleMessage(message))
                .setThrown(new IllegalStateException(message))
                .setContextData(context)
                .build();
        return layout.toSerializable(event);
    }

    @Test
    void ofARequestHaveItsFieldsInJson() throws IOException {
        Map<String, String> fields = Map.of(
                "id", "r1", "trace", "4bf9", "model", "fraud", "version", "7", "arm", "stable", "code", "INTERNAL");

        assertThat(line("json", "request failed", fields))
                .contains("\"thread\":\"request failed\",\"id\":\"r1\",\"trace\":\"4bf9\",\"model\":\"fraud\","
                        + "\"version\":\"7\",\"arm\":\"stable\",\"code\":\"INTERNAL\",\"message\":\"request failed\"");
        assertThat(line("json", "model live", Map.of()))
                .contains("\"thread\":\"model live\",\"message\":\"model live\"");
    }

    @Test
    void areOneLineOfJsonWhateverAClientWrote() throws IOException {
        String line = line("json", NASTY, Map.of("id", NASTY, "model", NASTY));

        assertThat(line).endsWith("\"}\n");
        assertThat(line.substring(0, line.length() - 1).chars()).noneMatch(Character::isISOControl);
        assertThat(line.replace("\\\\", "").replace("\\\"", "").replaceAll("[^\"]", ""))
                .as("quotes: two for each of seven names and values, and for two fields more")
                .hasSize(4 * (6 + 2));
    }

    @Test
    void areOneLineOfTextButForStackTraces() throws IOException {
        String line = line("text", NASTY, Map.of());
        String message = line.substring(0, line.indexOf("java.lang.IllegalStateException"));

        assertThat(message.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        assertThat(message).contains("FATAL forged").contains("${env:PATH} %m");
        assertThat(line.codePoints().filter(c -> c != '\n' && c != '\t')).allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
