package io.roundhouse.anomaly;

import io.roundhouse.server.control.Anomalies.Anomaly;
import io.roundhouse.server.control.Anomalies.Contribution;
import java.util.List;

/** An anomaly as it goes on. What is told of it is told of its worst moment. */
final class Episode {
    private static final int QUIET = 60; // a quarter of an hour, so that the season finds what goes on

    private final String model;
    private final long sinceMillis;
    private double score;
    private String sentence = "";
    private List<Contribution> contributions = List.of();
    private int quiet;

    Episode(String model, long sinceMillis) {
        this.model = model;
        this.sinceMillis = sinceMillis;
    }

    /** Whether it is worse than it was. */
    boolean isWorse(double now) {
        return now > score;
    }

    void tell(double now, String what, List<Contribution> of) {
        score = now;
        sentence = what;
        contributions = of;
    }

    /** Whether it does: it is over when all was as usual for a quarter of an hour. */
    boolean goesOn(double now) {
        quiet = now >= 1 ? 0 : quiet + 1;
        return quiet < QUIET;
    }

    /** @param untilMillis 0 while it goes on */
    Anomaly told(long untilMillis) {
        return new Anomaly(model, sinceMillis, untilMillis, score, sentence, contributions);
    }
}
