package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void isReadyWhenRequestsAreLetInAndTheModelsHaveSettled() {
        assertThat(Health.notReady(new Door(true), new Catalog(true))).isEmpty();
    }

    @Test
    void isNotReadyWhileADoorIsMissing() {
        assertThat(Health.notReady(null, new Catalog(true))).contains("the server is starting or stopping");
        assertThat(Health.notReady(new Door(true), null)).contains("the server is starting or stopping");
    }

    @Test
    void isNotReadyWhileItDrains() {
        assertThat(Health.notReady(new Door(false), new Catalog(true))).contains("the server is draining");
    }

    @Test
    void namesTheModelsThatAreBeingLoaded() {
        assertThat(Health.notReady(new Door(true), new Catalog(false))).contains("models are being loaded: fraud:7");
    }

    private record Door(boolean isOpen) implements Admission {
        @Override
        public Entry enter(InferenceRequest request) {
            throw new IllegalStateException("health enters nowhere");
        }

        @Override
        public boolean drain(Duration timeout) {
            return true;
        }

        @Override
        public void resume() {}

        @Override
        public void shed(int percent) {}

        @Override
        public int running() {
            return 0;
        }
    }

    private record Catalog(boolean isSettled) implements ModelCatalog {
        @Override
        public Route route(InferenceRequest request) {
            return Route.to("stable");
        }

        @Override
        public ModelLease lease(String model, String arm, Deadline deadline) {
            throw new IllegalStateException("health takes no leases");
        }

        @Override
        public List<ModelStatus> models() {
            return List.of(
                    status("fraud", ModelState.LOADING),
                    status("spam", ModelState.LIVE),
                    status("broken", ModelState.FAILED));
        }

        private static ModelStatus status(String name, ModelState state) {
            return new ModelStatus(
                    new ModelId(name, "7"), state, "", Optional.empty(), "fake", "1", List.of(), List.of(), 0);
        }
    }
}
