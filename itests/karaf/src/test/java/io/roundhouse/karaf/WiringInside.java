package io.roundhouse.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What is installed fits together. */
public class WiringInside extends Inside {
    private static final String API = "io.roundhouse.api";

    @Test
    public void everyBundleIsActive() {
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .allSatisfy(bundle ->
                        assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(Bundle.ACTIVE));
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null)
                .allSatisfy(bundle ->
                        assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(Bundle.RESOLVED));
    }

    @Test
    public void everyComponentIsSatisfied() {
        ServiceComponentRuntime components = service(ServiceComponentRuntime.class);
        List<String> wanting = new ArrayList<>();
        Collection<ComponentDescriptionDTO> descriptions = components.getComponentDescriptionDTOs();

        for (ComponentDescriptionDTO description : descriptions) {
            Collection<ComponentConfigurationDTO> configurations =
                    components.getComponentConfigurationDTOs(description);
            boolean satisfied = configurations.stream()
                    .allMatch(each -> each.state == ComponentConfigurationDTO.SATISFIED
                            || each.state == ComponentConfigurationDTO.ACTIVE);
            if (configurations.isEmpty() || !satisfied) {
                wanting.add(description.name);
            }
        }

        assertThat(descriptions)
                .extracting(description -> description.name)
                .contains("io.roundhouse.pipeline", "io.roundhouse.lifecycle", "io.roundhouse.openinference");
        assertThat(wanting).isEmpty();
    }

    @Test
    public void everyPluginSaysItsNameAndVersion() throws InvalidSyntaxException {
        for (Class<?> kind :
                List.of(Engine.class, TransformerFactory.class, RouterFactory.class, InferenceMonitor.class)) {
            ServiceReference<?>[] plugins = context.getAllServiceReferences(kind.getName(), null);

            assertThat(plugins).as(kind.getName()).isNotEmpty().allSatisfy(plugin -> {
                assertThat(plugin.getProperty("roundhouse.name"))
                        .as(plugin.toString())
                        .isInstanceOf(String.class);
                assertThat(plugin.getProperty("roundhouse.version"))
                        .as(plugin.toString())
                        .isInstanceOf(String.class);
            });
        }
    }

    @Test
    public void onlyTheApiExportsAndEveryRoomIsWiredToIt() {
        List<Bundle> rooms =
                ours().filter(bundle -> !bundle.getSymbolicName().equals(API)).toList();

        assertThat(rooms).hasSizeGreaterThan(10).allSatisfy(room -> {
            BundleWiring wiring = room.adapt(BundleWiring.class);
            assertThat(wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE))
                    .as(room.toString())
                    .isEmpty();
            assertThat(wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE))
                    .filteredOn(wire -> String.valueOf(
                                    wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                            .startsWith("io.roundhouse."))
                    .allSatisfy(
                            wire -> assertThat(wire.getProvider().getBundle().getSymbolicName())
                                    .isEqualTo(API));
        });
    }

    @Test
    public void everyDemoModelIsLive() {
        assertThat(service(ModelCatalog.class).models())
                .extracting(model -> model.id().name())
                .contains("credit", "minilm", "mlp");
        assertThat(service(ModelCatalog.class).models())
                .allSatisfy(
                        model -> assertThat(model.state()).as(model.toString()).isEqualTo(ModelState.LIVE));
    }

    /** The test kit is here as AssertJ is: these tests bring it. */
    private Stream<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.roundhouse."))
                .filter(bundle -> !bundle.getSymbolicName().equals("io.roundhouse.testkit"));
    }
}
