package io.roundhouse.alerts;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much counts grew over the window, each second or in all, or in relation to other counts. */
final class CountSignal implements Signal {
    private final Question question;
    private final @Nullable Selector per;
    private final Groups<Count> over;
    private final Groups<Count> under;
    private boolean begun;
    private long lookBefore;

    CountSignal(Question question) {
        this.question = question;
        this.per = question.per();
        this.over = new Groups<>(this::begin);
        this.under = new Groups<>(this::begin);
    }

    private Count begin() {
        return begun ? Count.since(question.windowMillis(), lookBefore) : new Count(question.windowMillis());
    }

    @Override
    public Map<Map<String, String>, Double> look(long now, Board board) {
        see(now, board.select(question.selector()), over);
        if (per != null) {
            see(now, board.select(per), under);
        }
        begun = true;
        lookBefore = now;
        Map<Map<String, String>, Double> found = per == null ? growth(now) : ratios(now);
        over.forget(now - question.windowMillis());
        under.forget(now - question.windowMillis());
        return found;
    }

    private void see(long now, List<Sample> samples, Groups<Count> groups) {
        for (Sample sample : samples) {
            Count count = groups.of(Labels.chosen(sample.labels(), question.by()), now);
            if (count != null) {
                count.growth().see(sample, !begun);
            }
        }
        groups.each(now, (labels, count) -> count.close(now));
    }

    private Map<Map<String, String>, Double> growth(long now) {
        Map<Map<String, String>, Double> found = new HashMap<>();
        over.each(now, (labels, count) -> {
            double increase = count.increase(now, question.windowMillis());
            double seconds = count.seconds(now, question.windowMillis());
            if (question.function() == Function.INCREASE) {
                found.put(labels, increase);
            } else if (seconds > 0) {
                found.put(labels, increase / seconds);
            }
        });
        return found;
    }

    /** Only of groups in which something was counted below; nothing above is zero. */
    private Map<Map<String, String>, Double> ratios(long now) {
        Map<Map<String, String>, Double> above = new HashMap<>();
        over.each(now, (labels, count) -> above.put(labels, count.increase(now, question.windowMillis())));
        Map<Map<String, String>, Double> found = new HashMap<>();
        under.each(now, (labels, count) -> {
            double all = count.increase(now, question.windowMillis());
            if (all > 0) {
                found.put(labels, above.getOrDefault(labels, 0.0) / all);
            }
        });
        return found;
    }

    @Override
    public long windowMillis() {
        return question.windowMillis();
    }

    @Override
    public List<String> metrics() {
        return per == null
                ? List.of(question.selector().metric())
                : List.of(question.selector().metric(), per.metric());
    }

    @Override
    public boolean crowded() {
        return over.crowded() || under.crowded();
    }
}
