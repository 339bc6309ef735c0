package io.roundhouse.alerts;

import io.roundhouse.server.control.Alerts.Drained;
import io.roundhouse.server.control.Alerts.Silence;
import java.util.List;

/** What outlives the server: alerts that fire, silences, who was told of what, and which arms were drained. */
record Remembered(List<Fired> firing, List<Silence> silences, List<Post.Known> told, List<Drained> drained) {
    static final Remembered NOTHING = new Remembered(List.of(), List.of(), List.of(), List.of());

    Remembered {
        firing = List.copyOf(firing);
        silences = List.copyOf(silences);
        told = List.copyOf(told);
        drained = List.copyOf(drained);
    }

    /**
     * An alert that fires.
     *
     * @param acted whether its actions were begun: they are not begun again
     */
    record Fired(Identity identity, long sinceMillis, boolean acted) {}
}
