package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.PairListener;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.spi.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** An arm watches another: what it gets, and what is said of its answers. */
public class ComparisonInside extends Inside {
    private static final int REQUESTS = 4 * PerturbingEngine.EVERY;
    private static final int TOGETHER = 8; // fewer than may wait for a shadow while the machine is busy
    private static final String ARMS = """
            engine: onnxruntime
            traffic:
              router: weighted
              arms:
                stable: { version: 1 }
                shadow: { version: 1, engine: perturbing, mirror: 100 }
            """;

    private final List<PairListener.Pair> told = new CopyOnWriteArrayList<>();

    @Test
    public void anEngineThatIsWrongOnceInAHundredIsCaughtWithTheRequest() throws IOException {
        ServiceReference<Engine> real = onnxruntime();
        ServiceRegistration<Engine> engine = context.registerService(
                Engine.class,
                new PerturbingEngine(context.getService(real)),
                FrameworkUtil.asDictionary(Map.of("roundhouse.name", "perturbing", "roundhouse.version", "1.0.0")));
        ServiceRegistration<PairListener> listener = context.registerService(PairListener.class, told::add, null);
        ModelRepository repository = service(ModelRepository.class);
        byte[] file = Files.readAllBytes(repository.directory().resolve("mlp/1/model.onnx"));
        ModelFolder model = ModelFolder.drop(
                repository.directory(), "watched", Map.of("model.yaml", ARMS.getBytes(UTF_8), "1/model.onnx", file));
        try {
            repository.load("watched");
            for (int i = 0; i < REQUESTS; i++) {
                infer("watched", Tensors.of("x", row()));
                if ((i + 1) % TOGETHER == 0) {
                    int asked = i + 1;
                    await("all watched", () -> told.size() == asked);
                }
            }

            assertThat(shadow().got()).isEqualTo(shadow().mirrored()).isEqualTo(REQUESTS);
            assertCaught(report());
        } finally {
            repository.unload("watched");
            model.delete();
            engine.unregister();
            listener.unregister();
            context.ungetService(real);
        }
    }

    private void assertCaught(Report report) {
        int wrong = REQUESTS / PerturbingEngine.EVERY;
        assertThat(report.live().engine()).isEqualTo("onnxruntime");
        assertThat(report.watching().engine()).isEqualTo("perturbing");
        assertThat(report.pairs().bothAnswered()).isEqualTo(REQUESTS);
        assertThat(report.pairs().all() - report.pairs().equal()).isBetween(wrong - 1L, wrong + 1L);
        assertThat(report.outputs().get(0).absolute().max()).isBetween(900.0, 1100.0);
        assertThat(report.worst()).first().satisfies(worst -> {
            assertThat(worst.requestId()).isEqualTo("inside");
            assertThat(worst.watching()).isEqualTo("1000.0");
        });
        assertThat(told.stream().filter(pair -> pair.relativeMax() > 0.5).count())
                .isBetween(wrong - 1L, wrong + 1L);
    }

    private Report report() {
        return service(Comparisons.class).reports().stream()
                .filter(report -> report.model().equals("watched"))
                .findFirst()
                .orElseThrow();
    }

    private Shadowing.Arm shadow() {
        return service(Shadowing.class).arms().stream()
                .filter(arm -> arm.model().equals("watched"))
                .findFirst()
                .orElseThrow();
    }

    private ServiceReference<Engine> onnxruntime() {
        try {
            return context.getServiceReferences(Engine.class, "(roundhouse.name=onnxruntime)").stream()
                    .findFirst()
                    .orElseThrow();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
