package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.AssertingEngine;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The whole flow, from a request over HTTP to the engine, with every engine that has a model here and everybody who calls
 * it held to the contract. While clients ask, a watched engine comes as the highest version of its name, so that the models move to it,
 * and goes again: loading, warming, serving, draining and closing are all watched under load.
 */
public class FlowInside extends Inside {
    private static final int CLIENTS = 8;
    private static final int CALLS = 50; // of every model, watched; its warm-up is three of them

    private Bundle oldest;
    private Bundle linear;
    private ModelFolder sum;

    @Before
    public void allEngines() {
        oldest = install("mvn:io.roundhouse.engines/onnxruntime/" + OLDEST);
        linear = install(System.getProperty("roundhouse.example.linear", ""));
        ModelRepository repository = service(ModelRepository.class);
        sum = ModelFolder.drop(
                repository.directory(),
                "sum",
                Map.of("model.yaml", "engine: linear\n".getBytes(UTF_8), "1/weights.csv", "1,1\n".getBytes(UTF_8)));
        repository.load("sum");
        await("three engines", () -> engines().size() == 3);
        settled();
    }

    @After
    public void asBefore() {
        service(ModelRepository.class).unload("sum");
        sum.delete();
        uninstall(oldest, linear);
    }

    @Test
    public void everyEngineAndItsCallersKeepTheContractUnderLoad() {
        for (ServiceReference<Engine> engine : engines()) {
            AssertingEngine watched = new AssertingEngine(context.getService(engine));
            String name = String.valueOf(engine.getProperty("roundhouse.name"));
            String failure = serve(watched, name);

            String which = name + " " + engine.getProperty("roundhouse.version");
            assertThat(watched.violations()).as(which).isEmpty();
            assertThat(failure).as(which).isEmpty();
            watched.assertKept();
            context.ungetService(engine);
        }
    }

    /** What clients were told that they should not be. */
    private String serve(AssertingEngine watched, String name) {
        List<Question> questions = Question.toModelsOn(name);
        assertThat(questions).as("questions to models on %s", name).isNotEmpty();
        try (Askers askers = Askers.start(CLIENTS, questions)) {
            ServiceRegistration<Engine> registration = context.registerService(
                    Engine.class,
                    watched,
                    FrameworkUtil.asDictionary(Map.of("roundhouse.name", name, "roundhouse.version", "999")));
            try {
                await("watched", () -> !watched.violations().isEmpty() || isWatched(watched, questions));
            } finally {
                registration.unregister(); // returns when every model is off it
            }
            return askers.stop();
        }
    }

    private static boolean isWatched(AssertingEngine engine, List<Question> questions) {
        return questions.stream().allMatch(question -> engine.calls(question.model()) >= CALLS);
    }

    /** Those that the demo's models and the example run on. */
    private List<ServiceReference<Engine>> engines() {
        try {
            return List.copyOf(context.getServiceReferences(
                    Engine.class, "(|(roundhouse.name=onnxruntime)(roundhouse.name=linear))"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
