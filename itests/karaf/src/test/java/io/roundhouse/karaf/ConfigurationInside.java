package io.roundhouse.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.Admission.Permit;
import io.roundhouse.server.flow.Admission.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What an operator changes while the server runs. */
public class ConfigurationInside extends Inside {
    private static final String PID = "io.roundhouse.admission";

    private Configuration configuration;
    private Dictionary<String, Object> before;

    @Before
    public void remember() throws IOException {
        configuration = service(ConfigurationAdmin.class).getConfiguration(PID, "?");
        before = configuration.getProperties();
    }

    @After
    public void restore() throws IOException {
        configuration.update(before);
        await("as before", () -> entersBeside() instanceof Permit);
    }

    @Test
    public void aChangeTakesForceAndAWrongOneChangesNothing() throws IOException {
        change("1");
        await("in force", () -> entersBeside() instanceof Refusal);

        change("0");
        await("logged", () -> log().contains("'concurrency.max' must be a whole number 1..65536, was '0'"));

        assertThat(entersBeside()).isInstanceOf(Refusal.class).asString().contains("1 of 1 requests running");
        assertThat(infer("mlp", Tensors.of("x", row())).outputs().rows()).isEqualTo(1);
    }

    private void change(String concurrency) throws IOException {
        Map<String, Object> values = new HashMap<>();
        for (var keys = before.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            values.put(key, before.get(key));
        }
        values.put("concurrency.max", concurrency);
        values.put("queue.length.max", "0");
        configuration.update(FrameworkUtil.asDictionary(values));
    }

    /** What a second request is answered while a first is inside. */
    private Admission.Entry entersBeside() {
        Admission.Entry first = enter();
        Admission.Entry second = enter();
        leave(second);
        leave(first);
        return second;
    }

    private Admission.Entry enter() {
        long now = System.nanoTime();
        return service(Admission.class)
                .enter(InferenceRequest.of(
                        "inside", "mlp", Tensors.empty(), Deadline.after(Duration.ofSeconds(5), now), now));
    }

    private static void leave(Admission.Entry entry) {
        if (entry instanceof Permit permit) {
            permit.ignored();
        }
    }
}
