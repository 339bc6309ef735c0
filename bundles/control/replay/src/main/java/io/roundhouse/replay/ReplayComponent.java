package io.roundhouse.replay;

import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Replay;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The shell of {@link Stage}. */
@Component(name = "io.roundhouse.replay", service = Replay.class)
public final class ReplayComponent implements Replay {
    private final Stage stage = new Stage(System::nanoTime);

    @Override
    public Replayed replay(Order order, Offline.Watch watch) {
        return stage.replay(order, watch);
    }

    @Deactivate
    void stop() {
        stage.close();
    }
}
