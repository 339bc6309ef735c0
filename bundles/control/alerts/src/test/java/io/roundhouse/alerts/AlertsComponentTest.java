package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

class AlertsComponentTest {
    private final Path base;
    private final Map<Object, Metrics> services = new ConcurrentHashMap<>();
    private final AlertsComponent component;

    AlertsComponentTest(@TempDir Path base) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                base.resolve("etc/alerts.yaml"),
                "rules: [{ alert: hot, metric: heat, above: 3 }]\nslo: [{ name: slo, objective: 99 }]\n");
        component = new AlertsComponent(new Config("1m"), context(base));
    }

    private BundleContext context(Path base) {
        return proxy(BundleContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getService" -> services.get(arguments[0]);
            case "ungetService" -> true;
            case "getProperty" -> property(base, (String) arguments[0]);
            default -> throw new AssertionError(method.getName());
        });
    }

    @SuppressWarnings("unchecked")
    private ServiceReference<Metrics> reference(Metrics service) {
        ServiceReference<Metrics> reference =
                proxy(ServiceReference.class, (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> throw new AssertionError(method.getName());
                });
        services.put(reference, service);
        return reference;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable String property(Path base, String name) {
        return switch (name) {
            case "karaf.base" -> base.toString();
            case "karaf.data" -> base.resolve("data").toString();
            default -> null;
        };
    }

    private record Config(String script_timeout) implements AlertsConfig {
        @Override
        public String rules() {
            return "etc/alerts.yaml";
        }

        @Override
        public String scripts() {
            return "etc/alert-scripts";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AlertsConfig.class;
        }
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
            Thread.onSpinWait();
        }
    }

    @Test
    void weighsRulesOnItsOwnThreadUntilItStops() {
        component.setMetrics(reference(() -> Numbers.of("heat", 4)));
        component.start();
        awaitUntil(() -> !component.alerts().isEmpty());

        component.stop();

        assertThat(component.alerts()).extracting(Alert::rule).containsExactly("hot");
        assertThat(component.rules()).hasSize(4);
        assertThat(base.resolve("data/alerts/alerts.json")).isRegularFile();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("roundhouse-alerts"));
    }

    @Test
    void tellsItsOwnNumbers() {
        component.setMetrics(reference(() -> new Numbers()
                .and("heat", 4, Map.of())
                .and(Slo.ANSWERED, 4, Map.of("model", "credit"))
                .all()));
        component.start();
        awaitUntil(() -> !component.alerts().isEmpty());
        component.stop();

        assertThat(component.meters())
                .extracting(Meter::name)
                .contains(
                        "roundhouse.alerts.looks",
                        "roundhouse.alerts.firing",
                        "roundhouse.alerts.budget.left",
                        "roundhouse.alerts.disk.free.bytes");
        assertThat(component.meters())
                .filteredOn(meter -> meter.name().equals("roundhouse.alerts.disk.free.bytes"))
                .allSatisfy(meter -> assertThat(meter.value()).isPositive());
    }

    @Test
    void asksTheNewMetricsWhenTheOldOnesLeaveAfterTheyCame() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        ServiceReference<Metrics> before = reference(() -> Numbers.of("heat", 1));
        component.setMetrics(before);
        component.setMetrics(reference(() -> {
            asked.countDown();
            return Numbers.of("heat", 4);
        }));
        component.unsetMetrics(before);

        component.start();

        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        component.stop();
    }

    @Test
    void refusesSettingsOutOfBounds() {
        assertThatThrownBy(() -> new AlertsComponent(new Config("1h"), context(base)))
                .hasMessageContaining("'script.timeout' must be at most 600s");
        assertThatThrownBy(() -> AlertsSettings.of(Settings.of(Map.of("rule", "x")), base, base))
                .hasMessageContaining("did you mean 'rules'?");
    }

    @Test
    void hasDefaults() {
        assertThat(AlertsSettings.of(Settings.empty(), base, base))
                .isEqualTo(new AlertsSettings(
                        base,
                        base.resolve("etc/alerts.yaml"),
                        base.resolve("etc/alert-scripts"),
                        Duration.ofMinutes(1),
                        base));
    }
}
