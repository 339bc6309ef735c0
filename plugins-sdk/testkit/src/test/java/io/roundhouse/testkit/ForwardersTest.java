package io.roundhouse.testkit;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A forwarder that misses a method hides what it wraps: a default method then answers for the engine. */
class ForwardersTest {
    /** An argument for every type that a method of an SPI takes; a new type has to be added here. */
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            ModelArtifact.class, FakeModelArtifact.named("test", "1"),
            Settings.class, Settings.empty(),
            Tensors.class, Tensors.of("x", TestTensors.floats(1, 1, 4)),
            Deadline.class, later());

    private final Set<Method> reached = new HashSet<>();

    static Stream<Method> methods() {
        return Stream.of(Engine.class, LoadedModel.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodReachesWhatIsWrapped(Method method) throws ReflectiveOperationException {
        AssertingEngine engine = new AssertingEngine(recording(Engine.class, new FakeEngine()));
        LoadedModel wrapped = recording(LoadedModel.class, FakeLoadedModel.doubling(4));
        AssertingModel model = new AssertingModel(wrapped, engine, new AtomicInteger());
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        reached.clear(); // of what the forwarders ask when they are made

        method.invoke(method.getDeclaringClass() == Engine.class ? engine : model, arguments);

        assertThat(reached).contains(method);
    }

    private <T> T recording(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    reached.add(method);
                    return method.invoke(target, given);
                }));
    }
}
