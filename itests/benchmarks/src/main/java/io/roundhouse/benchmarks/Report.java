package io.roundhouse.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures, shown as a table while they come and kept for a JSON file. */
final class Report {
    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();
    private String section = "";

    Report(PrintStream out) {
        this.out = out;
    }

    void section(String name) {
        section = name;
        out.printf("%n%s%n", name);
    }

    /** A figure to know. */
    void figure(String name, double value, String unit) {
        add(new Figure(section, name, value, unit, Figure.Goal.NONE, 0));
    }

    /** A figure that must be so much or more. */
    void atLeast(double goal, String name, double value, String unit) {
        add(new Figure(section, name, value, unit, Figure.Goal.AT_LEAST, goal));
    }

    /** A figure that must be so much or less. */
    void atMost(double goal, String name, double value, String unit) {
        add(new Figure(section, name, value, unit, Figure.Goal.AT_MOST, goal));
    }

    /** Every request must have been answered, and rightly. */
    void noneFailed(String name, List<String> reasons, long failed) {
        atMost(0, name, (double) failed, "requests");
        reasons.forEach(this::note);
    }

    void note(String text) {
        out.printf("  %s%n", text);
    }

    private void add(Figure figure) {
        figures.add(figure);
        out.printf(
                Locale.ROOT,
                "  %-58s %12s %-8s %s%n",
                figure.name(),
                number(figure.value()),
                figure.unit(),
                figure.verdict());
        out.flush();
    }

    static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    boolean allMet() {
        return figures.stream().allMatch(Figure::met);
    }

    void write(Path file) {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (Figure figure : figures) {
                figure.write(json);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
