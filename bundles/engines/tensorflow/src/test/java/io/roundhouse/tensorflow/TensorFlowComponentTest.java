package io.roundhouse.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.spi.engine.Engine;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class TensorFlowComponentTest {
    @Test
    void offersAnEngineForAProcessOfItsOwnAndUnpacksNothingYet(@TempDir Path folder) {
        AtomicReference<Dictionary<?, ?>> offered = new AtomicReference<>();
        AtomicInteger unregistered = new AtomicInteger();
        ServiceRegistration<?> registration = fake(ServiceRegistration.class, (method, arguments) -> {
            assertThat(method).isEqualTo("unregister");
            return unregistered.incrementAndGet();
        });
        BundleContext context = fake(BundleContext.class, (method, arguments) -> {
            if (method.equals("getDataFile")) {
                return folder.resolve((String) arguments[0]).toFile();
            }
            assertThat(method).isEqualTo("registerService");
            assertThat(arguments[0]).isEqualTo(Engine.class);
            offered.set((Dictionary<?, ?>) arguments[2]);
            return registration;
        });
        TensorFlowComponent component = new TensorFlowComponent(context, Map.of("roundhouse.version", "1.2.3"));

        component.start();

        Dictionary<?, ?> properties = Objects.requireNonNull(offered.get());
        assertThat(properties.get("roundhouse.name")).isEqualTo("tensorflow");
        assertThat(properties.get("roundhouse.version")).isEqualTo("1.2.3");
        assertThat(properties.get("roundhouse.isolation")).isEqualTo("process");
        assertThat(folder).isEmptyDirectory();
        component.stop();
        assertThat(unregistered).hasValue(1);
    }

    private interface Answer {
        Object of(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object given = answer.of(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : given;
                }));
    }
}
