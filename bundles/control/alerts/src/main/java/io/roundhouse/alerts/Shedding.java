package io.roundhouse.alerts;

import io.roundhouse.server.flow.Admission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the door as far closed as the alerts that fire want it, whoever stands at the door. */
final class Shedding {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");

    private @Nullable Admission admission;
    private int percent;

    /** Nothing happens when it is what it was. */
    synchronized void want(int wanted) {
        if (wanted != percent) {
            LOG.warn("shedding percent={} before={}", wanted, percent);
            percent = wanted;
            apply();
        }
    }

    synchronized void arrived(Admission service) {
        admission = service;
        if (percent > 0) {
            apply();
        }
    }

    synchronized void left(Admission service) {
        if (admission == service) {
            admission = null;
        }
    }

    private void apply() {
        Admission there = admission;
        if (there != null) {
            there.shed(percent);
        }
    }
}
