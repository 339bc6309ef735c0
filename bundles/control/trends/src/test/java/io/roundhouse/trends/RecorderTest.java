package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final Map<String, String> CREDIT = Map.of("model", "credit");
    private static final SeriesKey REQUESTS = new SeriesKey("requests_total", CREDIT, true);
    private static final SeriesKey CPU = new SeriesKey("cpu", Map.of(), false);

    private final FakeNumbers numbers = new FakeNumbers();
    private final Outbox outbox = new Outbox(1_000);
    private final Recorder recorder = new Recorder(Keep.of("requests; cpu; memory by area; took"), 4, outbox);
    private long now = Town.START;

    private void look() {
        recorder.look(numbers.samples(), now);
        now += Recorder.LOOK_MILLIS;
    }

    private List<Batch> written() {
        List<Batch> all = new ArrayList<>();
        for (Batch batch = outbox.take(); batch != null; batch = outbox.take()) {
            all.add(batch);
            outbox.done();
        }
        return all;
    }

    @Test
    void aGaugesMinuteIsWhatWasSeenUpToItsEnd() {
        for (double value : new double[] {1, 5, 3, 3, 8, 9}) {
            numbers.gauge("cpu", Map.of(), value);
            look();
        }

        List<Batch> written = written();
        assertThat(written).hasSize(1);
        assertThat(written.get(0).atMillis()).isEqualTo(Town.START);
        assertThat(written.get(0).points()).isEqualTo(Map.of(CPU, new Rolled(5, 20, 1, 8)));
    }

    @Test
    void aCountsMinuteIsItsGrowthBetweenLooksWhoseMiddleIsInIt() {
        for (int i = 0; i < 10; i++) {
            numbers.grow("requests_total", CREDIT, 10);
            look();
        }

        List<Batch> written = written();
        // what was there at the first look is not known to be of this minute; looks are at :00 :15 :30 :45 :00
        assertThat(written)
                .extracting(Batch::points)
                .containsExactly(Map.of(REQUESTS, Rolled.of(40)), Map.of(REQUESTS, Rolled.of(40)));
    }

    @Test
    void aCountThatBeganAnewGrewByWhatItIs() {
        for (double value : new double[] {1_000, 1_010, 4, 6, 6}) {
            numbers.count("requests_total", CREDIT, value);
            look();
        }
        recorder.end();

        assertThat(written().get(0).points()).containsEntry(REQUESTS, Rolled.of(10 + 4 + 2));
    }

    @Test
    void aCountThatCameLaterGrewByAllOfIt() {
        numbers.gauge("cpu", Map.of(), 1);
        look();
        numbers.count("requests_total", CREDIT, 7);
        look();
        recorder.end();

        assertThat(written().get(0).points()).containsEntry(REQUESTS, Rolled.of(7));
    }

    @Test
    void addsUpWhatDiffersInLabelsThatAreNotKept() {
        numbers.gauge("memory", Map.of("area", "heap", "pool", "eden"), 3)
                .gauge("memory", Map.of("area", "heap", "pool", "old"), 4);
        look();
        numbers.gauge("memory", Map.of("area", "heap", "pool", "eden"), 6);
        look();
        recorder.end();

        assertThat(written().get(0).points())
                .isEqualTo(Map.of(new SeriesKey("memory", Map.of("area", "heap"), false), new Rolled(2, 17, 7, 10)));
    }

    @Test
    void countsAndNamesTheSeriesForWhichThereIsNoRoom() {
        IntStream.range(0, 6).forEach(i -> numbers.gauge("cpu", Map.of("core", "" + i), i));
        look();

        assertThat(recorder.kept()).isEqualTo(4);
        assertThat(recorder.leftOut().series()).isEqualTo(2);
        assertThat(recorder.leftOut().names()).containsExactly("cpu");
    }

    @Test
    void aCountThatGotRoomLateDoesNotBringWhatItGrewBefore() {
        IntStream.range(0, 4).forEach(i -> numbers.gauge("cpu", Map.of("core", "" + i), i));
        numbers.count("requests_total", CREDIT, 1_000_000);
        look();
        numbers.clear();
        numbers.count("requests_total", CREDIT, 1_000_000);
        for (int i = 0; i < 4 * 62; i++) { // an hour later the others are forgotten
            look();
        }
        numbers.grow("requests_total", CREDIT, 5);
        look();
        recorder.end();

        assertThat(written().stream()
                        .flatMap(batch -> batch.points().entrySet().stream())
                        .filter(point -> point.getKey().equals(REQUESTS))
                        .mapToDouble(point -> point.getValue().sum()))
                .contains(5.0)
                .allMatch(sum -> sum <= 5);
    }

    @Test
    void aBarThatDoesNotGrowIsToldOnceOnly() {
        Map<String, String> bar = Map.of("le", "0.1");
        numbers.count("took_bucket", bar, 3).gauge("cpu", Map.of(), 1);
        for (int i = 0; i < 14; i++) {
            look();
        }

        SeriesKey key = new SeriesKey("took_bucket", bar, true);
        assertThat(written().stream().map(batch -> batch.points().containsKey(key)))
                .containsExactly(true, false, false);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        numbers.gauge("cpu", Map.of(), Double.NaN);
        look();
        numbers.gauge("cpu", Map.of(), Double.POSITIVE_INFINITY);
        look();
        recorder.end();

        assertThat(written()).isEmpty();
    }

    @Test
    void aClockPutBackALittleStaysInTheOpenMinute() {
        numbers.gauge("cpu", Map.of(), 1);
        look();
        now -= 150_000;
        look();
        assertThat(written()).isEmpty();

        now -= 3_600_000;
        look();
        assertThat(written()).hasSize(1);
    }
}
