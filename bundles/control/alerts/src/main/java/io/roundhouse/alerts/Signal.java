package io.roundhouse.alerts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule asks of the numbers, with the past it needs. One thread. */
interface Signal {
    /** Groups that one rule tells apart; further ones are not watched. */
    int GROUPS_MAX = 200;

    /**
     * Takes a look.
     *
     * @return a value for each group that has one now, by its labels
     */
    Map<Map<String, String>, Double> look(long now, Board board);

    /** How far into the past it looks: so long after a start it may know less than before. */
    long windowMillis();

    /** Names of metrics without which it says nothing. */
    List<String> metrics();

    /** Whether a group was left out because there were too many. */
    default boolean crowded() {
        return false;
    }

    /** Begins it, as a question asks. */
    static Signal of(Question question) {
        return switch (question.function()) {
            case VALUE, MEAN, MAX -> new GaugeSignal(question);
            case RATE, INCREASE -> new CountSignal(question);
            case QUANTILE -> new QuantileSignal(question);
        };
    }

    /** What is made of the samples of a group. */
    enum Function {
        VALUE,
        RATE,
        INCREASE,
        MEAN,
        MAX,
        QUANTILE
    }

    /** How the series of a group become one. */
    enum Combine {
        SUM,
        MEAN,
        MAX,
        MIN
    }

    /**
     * What is asked.
     *
     * @param by labels that tell groups apart; null where every series is a group
     * @param per what the growth is divided by; null where it stands alone
     * @param quantile 0 to 1, for {@link Function#QUANTILE}
     */
    record Question(
            Selector selector,
            @Nullable List<String> by,
            Function function,
            Combine combine,
            long windowMillis,
            double quantile,
            @Nullable Selector per) {
        public Question {
            by = by == null ? null : List.copyOf(by);
        }
    }
}
