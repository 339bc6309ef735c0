package io.roundhouse.metrics;

import static io.roundhouse.metrics.Events.answered;
import static io.roundhouse.metrics.Events.arm;
import static io.roundhouse.metrics.Events.changed;
import static io.roundhouse.metrics.Events.escalated;
import static io.roundhouse.metrics.Events.failed;
import static io.roundhouse.metrics.Events.flagged;
import static io.roundhouse.metrics.Events.refused;
import static io.roundhouse.metrics.Events.timing;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that has meters, after it did a little of everything. */
final class WholeHouse {
    private WholeHouse() {}

    static List<Sample> samples(Path folder) throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        InferenceMeters meters = new InferenceMeters(registry, new Limits(10, true), System::nanoTime);
        Own own = new Own(registry, meters, group(folder), Power.estimate(3.5), () -> 1);
        new OtlpSender(registry, OtlpSettings.of("", 60, List.of()), to -> {});
        Timer.builder("jvm.gc.pause") // Micrometer makes it when the collector has run
                .tags("action", "end of minor GC", "cause", "G1 Evacuation Pause", "gc", "G1 Young Generation")
                .register(registry);
        ProcessMeters process = new ProcessMeters(registry);
        events(meters);
        new Others(registry, 10, own, WholeHouse::rooms, System::nanoTime).read();
        List<Sample> samples = Samples.of(registry.getPrometheusRegistry().scrape());
        process.close();
        return samples;
    }

    private static void events(InferenceMeters meters) {
        meters.on(changed("1", ModelState.LOADING));
        meters.on(changed("1", ModelState.LIVE));
        meters.on(answered(arm("1", "small"), 2, timing(5, 1)));
        meters.on(flagged(arm("1", "small"), "a mark"));
        meters.on(failed(arm("1", "small"), ErrorCode.ENGINE_FAILED));
        meters.on(refused("fraud", ErrorCode.OVERLOADED));
        meters.on(escalated(arm("1", "small"), 1, timing(1, 1), "large"));
    }

    private static Optional<Cgroup> group(Path folder) throws IOException {
        Files.writeString(folder.resolve("self"), "0::/\n");
        Files.writeString(folder.resolve("cgroup.controllers"), "cpu memory\n");
        Files.writeString(folder.resolve("cpu.stat"), "usage_usec 1\nnr_periods 2\nnr_throttled 1\nthrottled_usec 1\n");
        Files.writeString(folder.resolve("cpu.max"), "100000 100000\n");
        Files.writeString(folder.resolve("memory.current"), "9\n");
        Files.writeString(folder.resolve("memory.max"), "99\n");
        Files.writeString(folder.resolve("memory.stat"), "inactive_file 3\n");
        Files.writeString(folder.resolve("memory.events"), "oom_kill 0\n");
        return Cgroup.of(folder.resolve("self"), folder);
    }

    private static Rooms rooms() {
        return new Rooms(
                answering(Admission.class, 1),
                answering(Feedback.class, List.of(FeedbackMetersTest.report(5, FeedbackMetersTest.arm("stable", 0.5)))),
                answering(Shadowing.class, List.of(WatchingMetersTest.arm(10, 8))),
                answering(Comparisons.class, List.of(WatchingMetersTest.report())),
                answering(
                        StepCaches.class,
                        List.of(new StepCaches.Count(new ModelId("minilm", "1"), "tokenizer", 5, 2, 900))),
                answering(
                        Rollouts.class,
                        List.of(RolloutMetersTest.report(
                                Rollouts.State.RUNNING, Optional.of(RolloutMetersTest.verdict(Decision.CONTINUE))))),
                answering(Monitoring.class, List.of(PluginReadingsTest.attachment())),
                List.of(WholeHouse::monitorhost));
    }

    /** What the room that attached monitors run in tells of each. */
    private static List<Meter> monitorhost() {
        Map<String, String> labels = Map.of("model", "credit", "monitor", "drift");
        return Stream.of("seen", "lost", "failed")
                .map(what -> new Meter("roundhouse.monitor." + what + ".count", "Events", Kind.COUNT, labels, 1))
                .toList();
    }

    /** A room that answers this, whatever it is asked. */
    private static <T> T answering(Class<T> room, Object answer) {
        return room.cast(
                Proxy.newProxyInstance(room.getClassLoader(), new Class<?>[] {room}, (proxy, method, with) -> answer));
    }
}
