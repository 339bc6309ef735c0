package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.flow.Monitoring.State;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitors that do not keep their contract: nobody's loss but their own. */
class ContainmentTest {
    private final TestHouse house;
    private final FakeMonitors bad = new FakeMonitors();
    private final FakeMonitors good = new FakeMonitors();

    ContainmentTest(@TempDir Path folder) {
        house = new TestHouse(folder, new HostSettings(64, 1 << 20, 1));
        house.plugin("bad", "1.0", bad);
        house.plugin("good", "1.0", good);
    }

    @AfterEach
    void close() {
        bad.gate.open();
        house.close();
    }

    @Test
    void oneThatThrowsGoesOnAndIsCounted() {
        both();
        bad.thrown = new NoClassDefFoundError("half gone");

        house.send("credit", 10);
        house.until("told", () -> good.last().seen.size() == 10 && failed() > 0);
        bad.thrown = null;
        house.send("credit", 1);

        house.until("told again", () -> bad.last().seen.size() == 11);
        assertThat(state("bad")).isEqualTo(State.RUNNING);
    }

    private long failed() {
        return house.desk.attachments().get(0).failed();
    }

    @Test
    void oneThatHangsLosesItsOwnEventsAndIsSaidToHaveFailed() {
        both();
        bad.gate.shut();
        house.send("credit", 1);
        bad.gate.awaitArrived(1);
        for (int i = 1; i <= 4; i++) {
            int sent = 1 + 50 * i;
            house.send("credit", 50);
            house.until("the other told", () -> good.last().seen.size() == sent);
        }
        assertThat(state("bad")).isEqualTo(State.RUNNING);

        house.clock.advance(Duration.ofSeconds(11));

        assertThat(state("bad")).isEqualTo(State.FAILED);
        assertThat(house.desk.attachments().get(0).note())
                .isEqualTo(
                        "it has been inside on for 11 s; what does not fit into its buffer until it returns is lost to"
                                + " it");
        assertThat(house.desk.attachments().get(0).lost()).isEqualTo(200 - 64);
        assertThat(house.desk.attachments().get(1).lost()).isZero();
        bad.gate.open();
        house.until("back", () -> state("bad") == State.RUNNING);
    }

    @Test
    void oneThatIsDetachedHasASecondToReturnBeforeItIsInterrupted() throws Exception {
        both();
        bad.gate.shut();
        house.send("credit", 1);
        bad.gate.awaitArrived(1);

        CompletableFuture<Void> detached = TestHouse.beside(() -> house.write("credit", "good"));
        detached.get(20, TimeUnit.SECONDS);
        assertThat(bad.last().closed).isFalse();
        house.clock.advance(Duration.ofSeconds(2));

        house.until("closed", () -> bad.last().closed);
        assertThat(bad.last().closedInterrupted).isFalse();
        house.until("gone", () -> house.desk.attachments().size() == 1);
        assertThat(house.around.leftBehind().all()).isZero();
    }

    @Test
    void oneThatIgnoresInterruptionIsLeftBehindAndReplaced() {
        both();
        bad.ignoresInterrupts = true;
        bad.gate.shut();
        house.send("credit", 1);
        bad.gate.awaitArrived(1);
        house.write("credit", "bad", Map.of("window", "1h"));
        house.clock.advance(Duration.ofSeconds(2));
        house.desk.tick();
        bad.gate.awaitArrived(2);

        house.clock.advance(Duration.ofSeconds(9));

        house.until("replaced", () -> bad.made.size() == 2);
        assertThat(house.around.leftBehind().now()).isEqualTo(1);
        bad.gate.open();
        house.until("ended after all", () -> house.around.leftBehind().now() == 0);
        assertThat(bad.made.get(0).closed).isTrue();
        assertThat(bad.last().closed).isFalse();
    }

    @Test
    void aPluginThatGivesNothingIsAFailureWithAName() {
        house.plugin("nothing", "1.0", null);
        house.plugin("empty", "1.0", (model, settings) -> nothing());
        house.plugin("broken", "1.0", (model, settings) -> {
            throw new IllegalStateException("no file");
        });

        assertThatThrownBy(() -> house.desk.attach("nothing", "credit", Settings.empty()))
                .hasMessageEndingWith("its component did not start; see the log");
        assertThatThrownBy(() -> house.desk.attach("empty", "credit", Settings.empty()))
                .hasMessageEndingWith("it gave no monitor");
        assertThatThrownBy(() -> house.desk.attach("broken", "credit", Settings.empty()))
                .hasMessageEndingWith("it failed unexpectedly: java.lang.IllegalStateException: no file");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a plugin must not do
    private static <T> T nothing() {
        @Nullable T none = null;
        return none;
    }

    @Test
    void oneThatThrowsWhenAskedIsMissingInTheMetersAndTheHostIsNot() {
        both();
        bad.thrownWhenAsked = new StackOverflowError();

        List<Meter> meters = HostMeters.of(house.desk.wanted(), house.around.leftBehind());

        assertThat(meters)
                .filteredOn(meter -> meter.name().equals("roundhouse.fake.events"))
                .singleElement()
                .satisfies(meter -> assertThat(meter.labels()).containsOnly(Map.entry("model", "credit")));
        assertThat(meters)
                .filteredOn(meter -> meter.name().equals("roundhouse.monitor.failed.count"))
                .extracting(meter -> meter.labels().get("monitor"), Meter::value)
                .containsExactly(tuple("bad", 1.0), tuple("good", 0.0));
    }

    @Test
    void nothingKeepsTheClassesOfAPluginThatHasGone() throws Exception {
        WeakReference<ClassLoader> loader = useAndRemove();

        house.until("collected", () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    /** In a method of its own, so that no local variable keeps anything. */
    private WeakReference<ClassLoader> useAndRemove() throws Exception {
        OwnLoader loader = new OwnLoader();
        MonitorFactory factory = (MonitorFactory)
                loader.loadClass(LeakyMonitors.class.getName()).getConstructor().newInstance();
        Holder holder = new Holder(factory);
        Provider provider = new Provider("leaky", "1.0", true, () -> holder.factory, () -> holder.factory = null);
        house.desk.arrived(provider);
        house.desk.attach("leaky", "credit", Settings.empty());
        house.send("credit", 5);
        house.until("told", () -> house.only().seen() == 5 && house.only().failed() >= 1);
        assertThat(HostMeters.of(house.desk.wanted(), house.around.leftBehind()))
                .isNotEmpty();
        house.desk.leaves(provider);
        return new WeakReference<>(loader);
    }

    private static final class Holder {
        private volatile @Nullable MonitorFactory factory;

        private Holder(MonitorFactory factory) {
            this.factory = factory;
        }
    }

    /** Defines the leaky monitors anew, as a bundle would. */
    private static final class OwnLoader extends ClassLoader {
        private OwnLoader() {
            super(ContainmentTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LeakyMonitors.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private void both() {
        house.write("credit", "bad", "good");
        house.until("running", () -> state("bad") == State.RUNNING && state("good") == State.RUNNING);
    }

    private State state(String monitor) {
        return house.desk.attachments().stream()
                .filter(one -> one.monitor().equals(monitor))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
