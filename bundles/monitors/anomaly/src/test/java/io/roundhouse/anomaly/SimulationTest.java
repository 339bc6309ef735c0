package io.roundhouse.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Anomalies.Anomaly;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Weeks of a server that is well, and what is found when it is not. The same each time: the seeds are given. */
class SimulationTest {
    private static final int WARM = 5 * World.DAY;

    /** What is found of trouble from that tick on, in the hours given. */
    private static Anomaly found(int from, int ticks, Consumer<World.Trouble> trouble) {
        World world = new World(7).live(from);
        long before = world.lookout().anomalies().size();
        world.live(240, (tick, now) -> {
            if (tick < from + ticks) {
                trouble.accept(now);
            }
        });
        List<Anomaly> all = world.anomalies();
        assertThat(all.size() - before).as("%s", all).isOne();
        assertThat(all.get(0).sinceMillis()).isGreaterThanOrEqualTo(World.millis(from));
        return all.get(0);
    }

    private static void assertFoundWithin(Anomaly anomaly, int from, int ticks) {
        assertThat((anomaly.sinceMillis() - World.millis(from)) / 15_000)
                .as("ticks until %s", anomaly.sentence())
                .isLessThanOrEqualTo(ticks);
    }

    @Test
    void callsOnceAWeekAtMostWhenNothingIsWrong() {
        World world = new World(1);

        world.live(4 * 7 * World.DAY);

        assertThat(world.anomalies()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void findsAnswersThatTakeFiveTimesAsLongForTwoMinutes() {
        int noon = WARM + World.DAY / 2;

        Anomaly anomaly = found(noon, 8, trouble -> trouble.latency = 5);

        assertFoundWithin(anomaly, noon, 2);
        assertThat(anomaly.sentence()).contains("p99 latency is", "usual is");
        assertThat(anomaly.model()).isEqualTo("credit");
    }

    @Test
    void findsThatRequestsFail() {
        int evening = WARM + World.DAY * 3 / 4;

        Anomaly anomaly = found(evening, 12, trouble -> trouble.failures = 50);

        assertFoundWithin(anomaly, evening, 4);
        assertThat(anomaly.contributions().get(0).metric()).isEqualTo("failure share");
        assertThat(anomaly.contributions().get(0).value()).isBetween(5.0, 15.0);
    }

    @Test
    void findsThatNobodyAsksAnyMore() {
        int morning = WARM + World.DAY / 3;

        Anomaly anomaly = found(morning, 40, trouble -> trouble.rate = 0);

        assertFoundWithin(anomaly, morning, 2);
        assertThat(anomaly.contributions().get(0).metric()).isEqualTo("request rate");
    }

    @Test
    void findsAShiftThatStays() {
        int noon = WARM + World.DAY / 2;

        Anomaly anomaly = found(noon, 240, trouble -> trouble.compute = 1.6);

        assertFoundWithin(anomaly, noon, 2);
        assertThat(anomaly.contributions().get(0).metric()).isEqualTo("compute time");
    }

    @Test
    void findsAModelThatIsLessSure() {
        int noon = WARM + World.DAY / 2;

        Anomaly anomaly = found(noon, 240, trouble -> trouble.confidence = 0.85);

        assertThat(anomaly.contributions()).extracting("metric").contains("confidence", "entropy");
    }

    /** No value of this night is unusual: each was there at noon. */
    @Test
    void findsANightThatDoesNotComeByTheTimeOfTheDay() {
        World world = new World(7).live(WARM + World.DAY / 2);
        int before = world.anomalies().size();

        world.live(World.DAY / 2, (tick, trouble) -> trouble.hourMoved = 12 - (tick % World.DAY) / 240.0);

        assertThat(world.anomalies().size()).isGreaterThan(before);
        Anomaly first = world.anomalies().stream()
                .filter(anomaly -> anomaly.model().equals("credit"))
                .reduce((one, other) -> other)
                .orElseThrow();
        assertThat(first.sentence()).contains("request rate is", "at this time of the day");
        assertThat(first.sinceMillis()).isLessThan(World.millis(WARM + World.DAY / 2 + 4 * 240));
    }

    @Test
    void findsMemoryThatLeaks() {
        int noon = WARM + World.DAY / 2;
        World world = new World(7).live(noon);

        world.live(12 * 240, (tick, trouble) -> trouble.memory = 1 + 0.04 * (tick - noon) / 240);

        assertThat(world.anomalies())
                .filteredOn(anomaly -> anomaly.sinceMillis() > World.millis(noon))
                .isNotEmpty()
                .allSatisfy(anomaly -> assertThat(anomaly.sentence()).startsWith("the server: memory is "));
    }

    @Test
    void isUsedToAShiftOnTheNextDay() {
        int noon = WARM + World.DAY / 2;
        World world = new World(7).live(noon);

        world.live(2 * World.DAY, (tick, trouble) -> trouble.compute = 1.6);

        assertThat(world.anomalies()).noneMatch(Anomaly::isActive);
    }
}
