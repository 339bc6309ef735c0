package io.roundhouse.metrics;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.testkit.FakeClock;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsComponentTest {
    private static final OtlpSettings OFF = OtlpSettings.of("", 60, List.of());

    private final FakeClock clock = new FakeClock();
    private final MetricsComponent component =
            new MetricsComponent(new Limits(Limits.ARMS_MAX, true), clock, Power.estimate(3.5), OFF, "0.1.0");

    @BeforeEach
    void start() {
        component.start();
    }

    @AfterEach
    void stop() {
        component.stop();
    }

    @Test
    void showsTheProcess() throws IOException {
        assertThat(get("text/plain").body())
                .contains("jvm_memory_used_bytes{area=\"heap\"")
                .contains("jvm_gc_memory_allocated_bytes_total")
                .contains("jvm_threads_live_threads")
                .contains("jvm_classes_loaded_classes")
                .contains("process_cpu_usage")
                .contains("process_uptime_seconds")
                .contains("process_files_open_files")
                .contains("process_memory_resident_bytes ")
                .contains("roundhouse_energy_process_joules_total{source=");
    }

    @Test
    void showsRolloutsWhileTheirRoomIsThere() throws IOException {
        component.rollouts = (Rollouts) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Rollouts.class},
                (proxy, method, arguments) -> List.of(RolloutMetersTest.report(State.PAUSED, Optional.empty())));
        String there = get("text/plain").body();
        component.rollouts = null;
        clock.advance(Duration.ofSeconds(1));

        assertThat(there).contains("roundhouse_rollout_state{model=\"credit\",state=\"paused\"} 1.0");
        assertThat(get("text/plain").body()).doesNotContain("roundhouse_rollout");
    }

    @Test
    void tellsOtherRoomsWhatThePageShows() throws IOException {
        component.rollouts = (Rollouts) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Rollouts.class},
                (proxy, method, arguments) -> List.of(RolloutMetersTest.report(State.PAUSED, Optional.empty())));

        List<Sample> samples = component.samples();

        assertThat(samples)
                .contains(
                        new Sample("roundhouse_rollout_state", Map.of("model", "credit", "state", "paused"), 1, false));
        assertThat(samples.stream().map(Sample::name).collect(toSet()))
                .containsAll(get("text/plain")
                        .body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceFirst("[{ ].*", ""))
                        .toList());
    }

    @Test
    void speaksOpenMetricsToThoseThatAskForIt() throws IOException {
        FakeResponse plain = get(null);
        FakeResponse open = get("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.3");

        assertThat(plain.headers())
                .containsEntry("type", "text/plain; version=0.0.4; charset=utf-8")
                .containsEntry("length", Integer.toString(plain.body().length()))
                .containsEntry("Cache-Control", "no-store");
        assertThat(open.headers()).containsEntry("type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void answersAProtobufScraperWithText() throws IOException {
        assertThat(get("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily")
                        .headers())
                .containsEntry("type", "text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void hasTheDefaultsThatAreDocumented() throws NoSuchMethodException {
        assertThat(MetricsComponent.Config.class.getDeclaredMethod("arms_max").getDefaultValue())
                .isEqualTo(500);
        assertThat(MetricsComponent.Config.class.getDeclaredMethod("histograms").getDefaultValue())
                .isEqualTo(true);
        assertThat(MetricsComponent.Config.class
                        .getDeclaredMethod("watts_per_core")
                        .getDefaultValue())
                .isEqualTo(3.5);
    }

    @Test
    void refusesALimitThatCannotBe() {
        assertThatThrownBy(() -> new Limits(0, true))
                .isInstanceOf(InferenceException.class)
                .hasMessage("arms.max must be 1..10000, was 0");
    }

    @Test
    void leavesNoThreadBehind() {
        MetricsComponent other = new MetricsComponent(new Limits(1, true), clock, Power.estimate(3.5), OFF, "0.1.0");
        other.start();
        other.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("metrics") || name.contains("prometheus"));
    }

    private FakeResponse get(@Nullable String accept) throws IOException {
        return get(component, accept);
    }

    static FakeResponse get(MetricsComponent component, @Nullable String accept) throws IOException {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                MetricsComponentTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getHeader") ? accept : null);
        FakeResponse response = new FakeResponse(() -> {});
        component.doGet(request, response.servlet());
        return response;
    }
}
