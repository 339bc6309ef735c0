package io.roundhouse.alerts;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a number is now, or its mean or greatest value over the window. */
final class GaugeSignal implements Signal {
    private final Question question;
    private final Groups<Ring> groups;

    GaugeSignal(Question question) {
        this.question = question;
        this.groups = new Groups<>(() -> Ring.ofEveryLook(question.windowMillis()));
    }

    @Override
    public Map<Map<String, String>, Double> look(long now, Board board) {
        Map<Map<String, String>, List<Double>> seen = new HashMap<>();
        for (Sample sample : board.select(question.selector())) {
            if (Double.isFinite(sample.value())) {
                seen.computeIfAbsent(Labels.chosen(sample.labels(), question.by()), labels -> new ArrayList<>())
                        .add(sample.value());
            }
        }
        seen.forEach((labels, values) -> {
            Ring ring = groups.of(labels, now);
            if (ring != null) {
                ring.add(now, combined(values));
            }
        });
        Map<Map<String, String>, Double> found = new HashMap<>();
        groups.each(now, (labels, ring) -> found.put(labels, over(ring, now - question.windowMillis())));
        groups.forget(now - question.windowMillis());
        return found;
    }

    private double combined(List<Double> values) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return switch (question.combine()) {
            case SUM -> sum;
            case MEAN -> sum / values.size();
            case MAX -> max;
            case MIN -> min;
        };
    }

    private double over(Ring ring, long since) {
        if (question.function() == Function.VALUE) {
            return ring.newest();
        }
        double sum = 0;
        double max = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (int i = 0; i < ring.size(); i++) {
            if (ring.time(i) > since) {
                sum += ring.value(i);
                max = Math.max(max, ring.value(i));
                count++;
            }
        }
        return question.function() == Function.MAX ? max : sum / count;
    }

    @Override
    public long windowMillis() {
        return question.windowMillis();
    }

    @Override
    public List<String> metrics() {
        return List.of(question.selector().metric());
    }

    @Override
    public boolean crowded() {
        return groups.crowded();
    }
}
