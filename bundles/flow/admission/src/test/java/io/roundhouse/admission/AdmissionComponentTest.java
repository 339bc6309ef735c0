package io.roundhouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

class AdmissionComponentTest {
    private final List<Object> listeners = new ArrayList<>();
    private final AdmissionComponent component = new AdmissionComponent(config(2), context());

    @Test
    void drainsWhenTheFrameworkStops() {
        component.start();

        tell(BundleEvent.STOPPING, 0);

        assertThat(component.isOpen()).isFalse();
    }

    @Test
    void goesOnWhenAnotherBundleStops() {
        component.start();

        tell(BundleEvent.STOPPING, 7);
        tell(BundleEvent.STARTED, 0);

        assertThat(component.isOpen()).isTrue();
    }

    @Test
    void listensOnlyWhileItIsActive() {
        component.start();
        component.stop();

        assertThat(listeners).isEmpty();
    }

    @Test
    void keepsItsLimitsWhenANewOneIsInvalid() {
        assertThatThrownBy(() -> component.reconfigure(config(-1)))
                .hasMessage("io.roundhouse.admission: 'concurrency.max' must be a whole number 1..65536, was '-1'");

        assertThat(component.isOpen()).isTrue();
    }

    @Test
    void resumesAfterADrain() {
        component.drain(Duration.ZERO);

        component.resume();

        assertThat(component.isOpen()).isTrue();
    }

    private void tell(int type, long bundleId) {
        BundleEvent event = new BundleEvent(type, bundle(bundleId));
        listeners.forEach(listener -> ((SynchronousBundleListener) listener).bundleChanged(event));
    }

    private static Bundle bundle(long id) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getBundleId" -> id;
                    case "toString" -> "bundle " + id;
                    default -> throw new AssertionError(method.getName());
                });
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, args) -> {
                    boolean known = method.getName().equals("addBundleListener")
                            ? listeners.add(args[0])
                            : method.getName().equals("removeBundleListener") && listeners.remove(args[0]);
                    assertThat(known).as(method.getName()).isTrue();
                    return null;
                });
    }

    /** The defaults of the metatype but for one. */
    private static AdmissionComponent.Config config(int concurrencyMax) {
        return (AdmissionComponent.Config) Proxy.newProxyInstance(
                AdmissionComponent.class.getClassLoader(),
                new Class<?>[] {AdmissionComponent.Config.class},
                (proxy, method, args) ->
                        method.getName().equals("concurrency_max") ? concurrencyMax : method.getDefaultValue());
    }
}
