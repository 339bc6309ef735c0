package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.flow.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheddingTest {
    private final Shedding shedding = new Shedding();

    private static final class Door implements Admission {
        final List<Integer> shed = new ArrayList<>();

        @Override
        public Entry enter(InferenceRequest request) {
            return new Refusal(ErrorCode.OVERLOADED, "full");
        }

        @Override
        public boolean drain(Duration timeout) {
            return true;
        }

        @Override
        public void resume() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void shed(int percent) {
            shed.add(percent);
        }

        @Override
        public int running() {
            return 0;
        }
    }

    @Test
    void tellsTheDoorWhenItChanges() {
        Door door = new Door();
        shedding.arrived(door);

        shedding.want(0);
        shedding.want(30);
        shedding.want(30);
        shedding.want(0);

        assertThat(door.shed).containsExactly(30, 0);
    }

    @Test
    void tellsANewDoorWhateverTheOrderOfComingAndGoing() {
        Door before = new Door();
        Door after = new Door();
        shedding.arrived(before);
        shedding.want(30);

        shedding.arrived(after);
        shedding.left(before);
        shedding.want(50);

        assertThat(after.shed).containsExactly(30, 50);
        assertThat(before.shed).containsExactly(30);
    }
}
