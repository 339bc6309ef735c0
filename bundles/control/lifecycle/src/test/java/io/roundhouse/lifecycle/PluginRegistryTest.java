package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.spi.engine.Engine;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

class PluginRegistryTest {
    private final List<String> told = new ArrayList<>();
    private @Nullable Engine service = new FakeEngine();
    private int got;
    private final PluginRegistry<Engine> registry = new PluginRegistry<>(
            "engine",
            fake(BundleContext.class, this::context),
            provider -> told.add("arrived " + provider),
            provider -> told.add("leaves " + provider));

    private @Nullable Object context(String method, Object[] arguments) {
        return switch (method) {
            case "getService" -> {
                got++;
                yield service;
            }
            case "ungetService" -> got-- > 0;
            default -> throw new AssertionError(method);
        };
    }

    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> answer.to(method.getName(), arguments);
                }));
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<Engine> reference(Map<String, String> properties) {
        Bundle bundle = fake(Bundle.class, (method, arguments) -> switch (method) {
            case "getSymbolicName" -> "io.roundhouse.onnxruntime";
            case "getVersion" -> new Version("1.29.0");
            case "getBundleId" -> 7L;
            default -> throw new AssertionError(method);
        });
        return fake(ServiceReference.class, (method, arguments) -> switch (method) {
            case "getBundle" -> bundle;
            case "getProperty" -> properties.get(String.valueOf(arguments[0]));
            default -> throw new AssertionError(method);
        });
    }

    private static ServiceReference<Engine> reference(String version) {
        return reference(Map.of("roundhouse.name", "ort", "roundhouse.version", version));
    }

    @Test
    void tellsTheNewBeforeTheOldAsTheyCome() {
        ServiceReference<Engine> old = reference("1.20.0");
        ServiceReference<Engine> newer = reference("1.29.0");

        registry.set(old);
        registry.set(newer);
        registry.unset(old);

        assertThat(told)
                .containsExactly("arrived engine ort 1.20.0", "arrived engine ort 1.29.0", "leaves engine ort 1.20.0");
    }

    @Test
    void tellsTheOldBeforeTheNewAsTheyCome() {
        ServiceReference<Engine> old = reference("1.20.0");

        registry.set(old);
        registry.unset(old);
        registry.set(reference("1.29.0"));
        registry.unset(old);

        assertThat(told)
                .containsExactly("arrived engine ort 1.20.0", "leaves engine ort 1.20.0", "arrived engine ort 1.29.0");
    }

    @Test
    void ignoresAServiceWithoutAName() {
        registry.set(reference(Map.of()));

        assertThat(told).isEmpty();
    }

    @Test
    void aComponentThatDidNotStartIsAFailureWithAName() {
        List<Provider<Engine>> providers = new ArrayList<>();
        PluginRegistry<Engine> keeping = new PluginRegistry<>(
                "engine", fake(BundleContext.class, this::context), providers::add, provider -> {});
        service = null;

        keeping.set(reference("1.29.0"));

        assertThatThrownBy(() -> providers.get(0).service())
                .hasMessage("engine ort 1.29.0 is registered, but its component did not start; see the log");
    }

    @Test
    void givesBackWhatItGot() {
        List<Provider<Engine>> providers = new ArrayList<>();
        PluginRegistry<Engine> keeping = new PluginRegistry<>(
                "engine", fake(BundleContext.class, this::context), providers::add, provider -> {});
        keeping.set(reference("1.29.0"));

        providers.get(0).service();
        providers.get(0).service();
        assertThat(got).isEqualTo(1);
        providers.get(0).forget();

        assertThat(got).isZero();
    }
}
