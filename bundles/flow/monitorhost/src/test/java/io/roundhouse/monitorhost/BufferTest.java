package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BufferTest {
    private static final long BYTES = 20; // of an event: four floats in, one out

    @Test
    void keepsSoManyEventsAndCountsTheRest() {
        Buffer buffer = new Buffer(new HostSettings(8, 1 << 20, 1));

        offer(buffer, 11);

        assertThat(buffer.waiting()).isEqualTo(8);
        assertThat(buffer.lost()).isEqualTo(3);
        assertThat(buffer.bytes()).isEqualTo(8 * BYTES);
    }

    @Test
    void keepsSoManyBytesAndCountsTheRest() {
        Buffer buffer = new Buffer(new HostSettings(8, 3 * BYTES, 1));

        offer(buffer, 5);

        assertThat(buffer.waiting()).isEqualTo(3);
        assertThat(buffer.lost()).isEqualTo(2);
    }

    @Test
    void givesTheOldestFirst() {
        Buffer buffer = new Buffer(new HostSettings(8, 1 << 20, 1));
        offer(buffer, 5);
        List<InferenceEvent> events = new ArrayList<>();

        buffer.take(events, 3);

        assertThat(TestHouse.ids(events)).containsExactly("request-0", "request-1", "request-2");
        assertThat(buffer.seen()).isEqualTo(3);
        assertThat(buffer.bytes()).isEqualTo(2 * BYTES);
    }

    @Test
    void whatIsForgottenIsLost() {
        Buffer buffer = new Buffer(new HostSettings(8, 1 << 20, 1));
        offer(buffer, 5);

        buffer.clear();

        assertThat(buffer.lost()).isEqualTo(5);
        assertThat(buffer.seen()).isZero();
        assertThat(buffer.bytes()).isZero();
    }

    @Property(tries = 100)
    void everyEventIsSeenOrLostOrWaits(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 20) Integer> turns,
            @ForAll @IntRange(max = 12) int room) {
        Buffer buffer = new Buffer(new HostSettings(8, room * BYTES, 1));
        int offered = 0;
        for (int i = 0; i < turns.size(); i++) {
            int count = turns.get(i);
            if (i % 2 == 0) {
                offer(buffer, count);
                offered += count;
            } else {
                buffer.take(new ArrayList<>(), count);
            }
            assertThat(buffer.seen() + buffer.lost() + buffer.waiting()).isEqualTo(offered);
            assertThat(buffer.bytes()).isEqualTo(buffer.waiting() * BYTES);
            assertThat(buffer.waiting()).isLessThanOrEqualTo(Math.min(8, room));
        }
    }

    @Test
    void losesNoCountBetweenManyThreads() throws Exception {
        Buffer buffer = new Buffer(new HostSettings(64, 1 << 20, 1));
        AtomicInteger going = new AtomicInteger(3);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(new Thread(() -> {
                offer(buffer, 20_000);
                going.decrementAndGet();
            }));
        }
        threads.forEach(Thread::start);
        List<InferenceEvent> taken = new ArrayList<>();

        while (going.get() > 0 || buffer.waiting() > 0) {
            buffer.take(taken, Pace.BATCH_MAX);
        }

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(buffer.seen()).isEqualTo(taken.size());
        assertThat(buffer.seen() + buffer.lost()).isEqualTo(60_000);
        assertThat(buffer.bytes()).isZero();
    }

    private static void offer(Buffer buffer, int count) {
        for (int i = 0; i < count; i++) {
            InferenceEvent event = TestHouse.answered("credit", i);
            buffer.offer(event, EventBytes.of(event));
        }
    }
}
