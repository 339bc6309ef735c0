package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceEvent.Escalated;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.ModelChanged;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.MonitorContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostTest extends MonitorContract {
    private static final HostSettings SETTINGS = new HostSettings(64, 1 << 20, 1);

    private final Post post = new Post();
    private final Buffer one = new Buffer(SETTINGS);
    private final Buffer other = new Buffer(SETTINGS);

    PostTest() {
        post.route(Map.of("credit", new Buffer[] {one, other}, "test", new Buffer[] {new Buffer(SETTINGS)}));
    }

    @Override
    protected InferenceMonitor monitor() {
        return post::on;
    }

    @Test
    void leavesAnEventWithEachMonitorOfItsModel() {
        post.on(TestHouse.answered("credit", 1));

        assertThat(one.waiting()).isEqualTo(1);
        assertThat(other.waiting()).isEqualTo(1);
    }

    @Test
    void leavesNothingOfOtherModels() {
        post.on(TestHouse.answered("fraud", 1));

        assertThat(one.waiting()).isZero();
    }

    @Test
    void knowsTheModelOfEveryKindOfEvent() {
        Answered answered = TestHouse.answered("credit", 1);
        ServedBy arm = answered.response().servedBy();
        InferenceException failure = new InferenceException(ErrorCode.OVERLOADED, "full");
        Timing timing = answered.timing();
        List<InferenceEvent> events = List.of(
                answered,
                new Failed(answered.request(), Optional.of(arm), failure, timing),
                new Failed(answered.request(), Optional.empty(), failure, timing),
                new Compared(arm, answered, arm, answered),
                new Escalated(answered.request(), answered.response(), "large", Optional.empty()),
                new ModelChanged(new ModelId("credit", "1"), ModelState.LIVE, ""));

        events.forEach(post::on);

        assertThat(one.waiting()).isEqualTo(6);
        assertThat(one.bytes()).isEqualTo(20 + 16 + 16 + 40 + 20);
    }
}
