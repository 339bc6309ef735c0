package io.roundhouse.alerts;

import io.roundhouse.alerts.Slo.Burn;
import java.util.List;
import java.util.Map;

/** One alert of an objective, whose history is shared with the others and looked at before. */
final class BurnSignal implements Signal {
    private final SloHistory history;
    private final Burn burn;

    BurnSignal(SloHistory history, Burn burn) {
        this.history = history;
        this.burn = burn;
    }

    @Override
    public Map<Map<String, String>, Double> look(long now, Board board) {
        return history.burns(now, burn);
    }

    @Override
    public long windowMillis() {
        return Ring.STEP_MILLIS; // the past is remembered over a restart
    }

    @Override
    public List<String> metrics() {
        return List.of(history.metric());
    }

    @Override
    public boolean crowded() {
        return history.crowded();
    }
}
