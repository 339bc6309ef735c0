package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeClock clock = new FakeClock();
    private final Shares shares = new Shares(0.02, 0, () -> 2, clock); // 40 ms a second
    private final Buffer light = buffer();
    private final Buffer heavy = buffer();

    @Test
    void leavesAloneWhatKeepsToTheShare() {
        second(10, 30);

        assertThat(light.oneIn()).isEqualTo(1);
        assertThat(heavy.oneIn()).isEqualTo(1);
    }

    @Test
    void givesALightOneAllAndAHeavyOneTheRest() {
        second(10, 300);

        assertThat(light.oneIn()).isEqualTo(1);
        assertThat(heavy.oneIn()).isEqualTo(10); // 300 ms into the 30 that are left
    }

    @Test
    void dividesEvenlyAmongHeavyOnes() {
        second(200, 400);

        assertThat(light.oneIn()).isEqualTo(10);
        assertThat(heavy.oneIn()).isEqualTo(20);
    }

    @Test
    void keepsToItWhileTheLoadStaysAndLetsGoWhenItFalls() {
        second(10, 300);
        second(10, 30); // a tenth of the events
        assertThat(heavy.oneIn()).isEqualTo(10);

        second(10, 3);

        assertThat(heavy.oneIn()).isEqualTo(1);
    }

    @Test
    void whatWasSavedIsTakenBeforeAnythingIsHeldBack() {
        Shares saving = new Shares(0.02, SECOND.toNanos(), () -> 2, clock);
        int seconds = 0;
        while (heavy.oneIn() == 1) {
            spend(0, 340);
            clock.advance(SECOND);
            saving.divide(List.of(light, heavy));
            seconds++;
        }

        assertThat(seconds).isEqualTo(3); // 1 s was saved, 0.3 more than is given are taken each time
    }

    @Test
    void looksOnceASecond() {
        spend(10, 300);
        clock.advance(SECOND.minusNanos(1));
        shares.divide(List.of(light, heavy));

        assertThat(heavy.oneIn()).isEqualTo(1);
    }

    @Test
    void holdsNothingBackWhenAllIsAllowed() {
        Shares all = new Shares(1, 0, () -> 2, clock);
        spend(1000, 5000);
        clock.advance(SECOND);
        all.divide(List.of(light, heavy));

        assertThat(heavy.oneIn()).isEqualTo(1);
    }

    @Property(tries = 200)
    void togetherTheyKeepToTheBudget(@ForAll @Size(min = 1, max = 12) List<@IntRange(max = 2000) Integer> millis) {
        FakeClock time = new FakeClock();
        Shares some = new Shares(0.02, 0, () -> 2, time);
        List<Buffer> buffers =
                Stream.generate(SharesTest::buffer).limit(millis.size()).toList();
        for (int i = 0; i < millis.size(); i++) {
            buffers.get(i).spend(Duration.ofMillis(millis.get(i)).toNanos());
        }
        time.advance(SECOND);
        some.divide(buffers);

        double taken = 0;
        for (int i = 0; i < millis.size(); i++) {
            taken += (double) millis.get(i) / buffers.get(i).oneIn();
        }
        assertThat(taken).isLessThanOrEqualTo(40 + 1e-6);
    }

    @Test
    void aThinnedBufferGetsEventsByChanceAndCountsTheRest() {
        Buffer buffer = new Buffer(new HostSettings(1 << 16, 1 << 30, 1));
        buffer.oneIn(10);
        Post post = new Post();
        post.route(Map.of("credit", new Buffer[] {buffer}));
        for (int i = 0; i < 20_000; i++) {
            post.on(TestHouse.answered("credit", i));
        }

        assertThat(buffer.passedOver() + buffer.waiting()).isEqualTo(20_000);
        assertThat(buffer.waiting()).isCloseTo(2_000, within(300)); // seven standard deviations
    }

    private void second(long lightMillis, long heavyMillis) {
        spend(lightMillis, heavyMillis);
        clock.advance(SECOND);
        shares.divide(List.of(light, heavy));
    }

    private void spend(long lightMillis, long heavyMillis) {
        light.spend(Duration.ofMillis(lightMillis).toNanos());
        heavy.spend(Duration.ofMillis(heavyMillis).toNanos());
    }

    private static Buffer buffer() {
        return new Buffer(new HostSettings(64, 1 << 20, 1));
    }
}
