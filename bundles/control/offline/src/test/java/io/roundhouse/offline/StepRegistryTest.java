package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class StepRegistryTest {
    private final FakeSteps steps = new FakeSteps();
    private final Set<ServiceReference<TransformerFactory>> broken = new HashSet<>();
    private final TransformerFactory factory =
            steps.find(FakeSteps.add("a", "b", 1)).factory();
    private final StepRegistry registry = new StepRegistry(reference -> broken.contains(reference) ? null : factory);

    private static Plugin asked(String name, String range) {
        return new Plugin(name, range, Settings.empty());
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<TransformerFactory> reference(Map<String, Object> properties) {
        return (ServiceReference<TransformerFactory>) Proxy.newProxyInstance(
                StepRegistryTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new AssertionError(method);
                });
    }

    private static ServiceReference<TransformerFactory> step(String name, String version) {
        return reference(Map.of("roundhouse.name", name, "roundhouse.version", version));
    }

    @Test
    void givesTheNewestThatWillDo() {
        registry.set(step("clip", "1.9.0"));
        registry.set(step("clip", "1.10.0"));
        registry.set(step("clip", "2.0.0"));

        assertThat(registry.find(asked("clip", "")).version()).isEqualTo("2.0.0");
        assertThat(registry.find(asked("clip", "[1,2)")).version()).isEqualTo("1.10.0");
    }

    @Test
    void forgetsOneThatLeavesInEitherOrder() {
        ServiceReference<TransformerFactory> old = step("clip", "1.0.0");
        registry.set(old);
        registry.set(step("clip", "1.1.0"));
        registry.unset(old);
        assertThat(registry.find(asked("clip", "")).version()).isEqualTo("1.1.0");

        ServiceReference<TransformerFactory> only = step("log", "1.0.0");
        registry.set(only);
        registry.unset(only);
        assertThatThrownBy(() -> registry.find(asked("log", "[1,2)")))
                .hasMessage("there is no step 'log [1,2)', there are [clip 1.1.0]");
    }

    @Test
    void passesOverOneWhoseComponentDoesNotStart() {
        ServiceReference<TransformerFactory> newer = step("clip", "2.0.0");
        registry.set(newer);
        registry.set(step("clip", "1.0.0"));
        broken.add(newer);

        assertThat(registry.find(asked("clip", "")).version()).isEqualTo("1.0.0");
    }

    @Test
    void doesNotKnowOneWithoutAName() {
        registry.set(reference(Map.of("roundhouse.version", "1")));

        assertThatThrownBy(() -> registry.find(asked("clip", ""))).hasMessage("there is no step 'clip', there are []");
    }
}
