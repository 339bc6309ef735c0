package io.roundhouse.trends;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A month in Markdown, beside the one before: one sentence, a table of models, what stands out, the server itself. */
final class Report {
    private static final String FIRING = "roundhouse_alerts_firing";

    private final Month now;
    private final Month before;
    private final Map<String, ModelMonth> models = new TreeMap<>();
    private final Map<String, ModelMonth> modelsBefore = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();

    private Report(Month now, Month before) {
        this.now = now;
        this.before = before;
        names(now).forEach(model -> models.put(model, ModelMonth.of(now, model)));
        names(before).forEach(model -> modelsBefore.put(model, ModelMonth.of(before, model)));
    }

    static String of(Month now, Month before) {
        Report report = new Report(now, before);
        report.write();
        return report.text.toString();
    }

    private static Set<String> names(Month month) {
        return month.keys(ModelMonth.named(ModelMonth.REQUESTS))
                .flatMap(key -> key.label("model").stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void write() {
        line("# " + Words.name(now.month()) + " " + now.month().getYear());
        line("");
        if (now.isEmpty()) {
            line("There are no numbers of this month.");
            return;
        }
        line(summary());
        int days = now.month().lengthOfMonth();
        if (now.known() < days) {
            line("");
            line("There are numbers of " + now.known() + " of its " + days + " days.");
        }
        models();
        list("What stands out", new Remarks(now, before.month(), models, modelsBefore).all());
        list("Alerts", alerts());
        server();
        line("");
        line(
                "*Days are those of UTC. A request that failed for a reason of its caller is refused, not failed. Times are from"
                        + " the last byte\nread to the answer standing, told from a histogram's bars.*");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String summary() {
        double requests =
                models.values().stream().mapToDouble(ModelMonth::requests).sum();
        double failed = models.values().stream().mapToDouble(ModelMonth::failed).sum();
        double earlier =
                modelsBefore.values().stream().mapToDouble(ModelMonth::requests).sum();
        double failedEarlier =
                modelsBefore.values().stream().mapToDouble(ModelMonth::failed).sum();
        String sentence = Words.some(models.size(), "model", "models") + " got " + Words.count(requests) + " requests";
        String last = Words.name(before.month());
        if (earlier > 0) {
            sentence += ", " + Words.against(requests, earlier, "many", "fewer") + " in " + last;
        }
        sentence += "; " + Words.percent(failed, requests) + " of them failed";
        return sentence + (earlier > 0 ? " (" + last + ": " + Words.percent(failedEarlier, earlier) + ")." : ".");
    }

    private void models() {
        line("");
        line("## Models");
        line("");
        line("In brackets: the change since " + Words.name(before.month()) + "; of what failed, the share then.");
        line("");
        line(Words.row(
                List.of("Model", "Requests", "Failed", "Refused", "p50", "p99", "Energy", "a request", "Drift")));
        line("|---|---:|---:|---:|---:|---:|---:|---:|---|");
        models.forEach((name, model) -> line(row(name, model)));
    }

    private String row(String name, ModelMonth model) {
        ModelMonth earlier = modelsBefore.getOrDefault(name, ModelMonth.of(Month.empty(before.month()), name));
        String about = model.estimated() && model.joules() > 0 ? "≈ " : "";
        return Words.row(List.of(
                Words.code(name),
                Words.count(model.requests()) + brackets(Words.change(model.requests(), earlier.requests())),
                Words.percent(model.failed(), model.requests())
                        + brackets(Words.percent(earlier.failed(), earlier.requests())),
                Words.percent(model.refused(), model.requests()),
                Words.seconds(model.p50()) + brackets(Words.change(model.p50(), earlier.p50())),
                Words.seconds(model.p99()) + brackets(Words.change(model.p99(), earlier.p99())),
                about + Words.joules(model.joules()),
                about + Words.joules(model.joules() / model.requests()),
                model.drifted().isEmpty()
                        ? Words.NOTHING
                        : Words.some(model.drifted().size(), "day", "days")));
    }

    private static String brackets(String text) {
        return text.equals(Words.NOTHING) ? "" : " (" + text + ")";
    }

    private void list(String heading, List<String> sentences) {
        if (!sentences.isEmpty()) {
            line("");
            line("## " + heading);
            line("");
            sentences.forEach(sentence -> line("- " + sentence));
        }
    }

    /** By name where numbers tell it, else by how severe they are. */
    private List<String> alerts() {
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        now.keys(ModelMonth.named(FIRING)).forEach(key -> {
            String who = key.label("alert")
                    .map(Words::code)
                    .or(() -> key.label("severity").map(severity -> "An alert of severity " + Words.code(severity)))
                    .orElse("An alert");
            days.computeIfAbsent(who, one -> new TreeSet<>()).addAll(now.daysAbove(key::equals));
        });
        List<String> sentences = new ArrayList<>();
        days.forEach((who, on) -> {
            if (!on.isEmpty()) {
                sentences.add(who + " fired on " + Words.days(on) + ".");
            }
        });
        return sentences;
    }

    private void server() {
        List<String> rows = new ArrayList<>();
        for (Gauge gauge : Gauge.values()) {
            Rolled whole = now.whole(gauge.key());
            Rolled earlier = before.whole(gauge.key());
            if (Double.isFinite(whole.mean())) {
                rows.add(Words.row(List.of(
                        gauge.words(),
                        gauge.text(whole.mean()),
                        gauge.text(whole.max()),
                        Double.isFinite(earlier.mean()) ? gauge.text(earlier.mean()) : Words.NOTHING,
                        Double.isFinite(earlier.mean()) ? gauge.text(earlier.max()) : Words.NOTHING)));
            }
        }
        if (!rows.isEmpty()) {
            String last = Words.name(before.month());
            line("");
            line("## The server");
            line("");
            line(Words.row(List.of("", "Mean", "Most", "Mean in " + last, "Most in " + last)));
            line("|---|---:|---:|---:|---:|");
            rows.forEach(this::line);
        }
    }
}
