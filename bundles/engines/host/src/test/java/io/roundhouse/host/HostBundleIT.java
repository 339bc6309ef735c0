package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The bundle as it is shipped, in a framework: it finds out by itself what a child needs. */
@Timeout(120)
@SuppressWarnings("NullAway") // a null target is a static method, a null answer that of void
class HostBundleIT {
    private final Path folder;

    HostBundleIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private Framework framework;
    private Bundle api;
    private Bundle engine;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("org.osgi.framework.storage", folder.resolve("storage").toString());
        settings.put("org.osgi.framework.system.packages.extra", "org.slf4j;version=2.0.0");
        settings.put("karaf.data", folder.resolve("data").toString());
        framework = new FrameworkFactory().newFramework(settings);
        framework.start();
        api = install(TestRecipes.BUNDLES.resolve("api.jar"));
        engine = install(TestRecipes.BUNDLES.resolve("onnxruntime.jar"));
        List<Bundle> rest = new ArrayList<>(List.of(api, engine));
        try (Stream<Path> files = Files.list(TestRecipes.BUNDLES.resolve("scr"))) {
            for (Path file : files.toList()) {
                rest.add(install(file));
            }
        }
        rest.add(install(TestRecipes.HOST));
        for (Bundle bundle : rest) {
            bundle.start();
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    private Bundle install(Path file) throws Exception {
        return framework.getBundleContext().installBundle(file.toUri().toString());
    }

    @Test
    void loadsAModelWithTheBundleOfTheServer() throws Exception {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> reference =
                context.getAllServiceReferences("io.roundhouse.server.control.EngineHosts", null)[0];
        Object hosts = context.getService(reference);
        Object apart =
                call(hosts, "server.control.EngineHosts", "apart", "onnxruntime", "1.29.0", engine.getBundleId());

        Object id = type("api.model.ModelId").getConstructors()[0].newInstance("twice", "1");
        Path files = Onnx.twice(folder.resolve("twice"));
        Object artifact = type("api.model.ModelArtifact").getConstructors()[0].newInstance(id, files, "digest");
        Object model = call(apart, "spi.engine.Engine", "load", artifact, call(null, "api.config.Settings", "empty"));
        Object shape = call(null, "api.tensor.Shape", "of", (Object) new long[] {1, 4});
        Object x = call(null, "api.tensor.Tensor", "ofFloats", shape, new float[] {1, 2, 3, 4});
        Object batch = type("api.tensor.Tensors")
                .getMethod("of", String.class, type("api.tensor.Tensor"))
                .invoke(null, "x", x);
        Object deadline =
                type("api.inference.Deadline").getConstructors()[0].newInstance(System.nanoTime() + 30_000_000_000L);
        Object answer = call(model, "spi.engine.LoadedModel", "infer", batch, deadline);
        ByteBuffer y = (ByteBuffer) call(call(answer, "api.tensor.Tensors", "get", "y"), "api.tensor.Tensor", "data");

        assertThat(y.getFloat(12)).isEqualTo(8);
        assertThat(hosts()).hasSize(1);
        assertThat(folder.resolve("data/host/work")).isNotEmptyDirectory();

        call(model, "spi.engine.LoadedModel", "close");

        assertThat(hosts()).isEmpty();
        assertThat(folder.resolve("data/host/work")).isEmptyDirectory();
    }

    /** Without the process that makes the class archive meanwhile, and ends by itself. */
    private static Stream<ProcessHandle> hosts() {
        return ProcessHandle.current().children().filter(child -> Stream.of(
                        child.info().arguments().orElse(new String[0]))
                .noneMatch(word -> word.startsWith("-XX:ArchiveClassesAtExit")));
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return api.loadClass("io.roundhouse." + name);
    }

    /** These are the framework's classes, which this test does not see. */
    private Object call(Object target, String type, String method, Object... arguments) throws Exception {
        Method found = Arrays.stream(type(type).getMethods())
                .filter(each -> each.getName().equals(method) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return found.invoke(target, arguments);
    }
}
