package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.AssertingEngine;
import io.roundhouse.testkit.FakeEngine;
import io.roundhouse.testkit.FakeLoadedModel;
import io.roundhouse.testkit.Gate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** An engine that goes while it computes, and an operator who would not wait for that. */
public class DrainInside extends Inside {
    private static final int WARM_REQUESTS = 5; // tells by their number that the settings are in force

    private final FakeEngine fake = new FakeEngine();
    private Configuration configuration;
    private Dictionary<String, Object> before;
    private ModelFolder model;

    @Before
    public void drainForAMoment() throws IOException {
        configuration = service(ConfigurationAdmin.class).getConfiguration("io.roundhouse.lifecycle", "?");
        before = configuration.getProperties();
        Dictionary<String, Object> hasty = configuration.getProperties();
        hasty.put("drain.timeout", "1ms");
        hasty.put("warm.requests", Integer.toString(WARM_REQUESTS));
        configuration.update(hasty);
        model = ModelFolder.drop(
                repository().directory(),
                "held",
                Map.of(
                        "model.yaml",
                        "engine: held\nbatching: { invariance: off }\n".getBytes(UTF_8),
                        "1/model.bin",
                        new byte[1]));
    }

    @After
    public void asBefore() throws IOException {
        repository().unload("held");
        model.delete();
        configuration.update(before);
    }

    @Test
    public void nothingIsClosedUnderACallWhenTheDrainIsOver() throws Exception {
        AssertingEngine watched = new AssertingEngine(fake);
        ServiceRegistration<Engine> registration = context.registerService(
                Engine.class,
                watched,
                FrameworkUtil.asDictionary(Map.of("roundhouse.name", "held", "roundhouse.version", "1.0.0")));
        await("settings in force", () -> load().gate().arrived() == WARM_REQUESTS);
        Gate gate = fake.models().get(fake.models().size() - 1).gate();
        gate.shut();
        CompletableFuture<double[]> answer = CompletableFuture.supplyAsync(
                () -> Question.numbers("held", 1, 4).ask(HttpClient.newHttpClient()));
        gate.awaitArrived(WARM_REQUESTS + 1);

        CompletableFuture<Void> gone = CompletableFuture.runAsync(registration::unregister);
        await("drain over", () -> log().contains("model not drained name=held"));
        gate.open();

        assertThat(answer.get(30, TimeUnit.SECONDS)).hasSize(4);
        gone.get(30, TimeUnit.SECONDS);
        await("closed", () -> watched.openModels() == 0);
        watched.assertKept();
        assertThat(watched.calls(new ModelId("held", "1"))).isGreaterThan(WARM_REQUESTS);
    }

    private FakeLoadedModel load() {
        repository().unload("held");
        repository().load("held");
        List<FakeLoadedModel> models = fake.models();
        return models.get(models.size() - 1);
    }

    private ModelRepository repository() {
        return service(ModelRepository.class);
    }
}
