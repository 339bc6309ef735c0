package io.roundhouse.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.server.flow.Monitoring.State;
import io.roundhouse.spi.monitor.MonitorFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Monitors that throw, hang and leak, attached to models and taken away while clients ask: nobody's loss but their own. */
public class MonitorsInside extends Inside {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 3;
    private static final Map<String, Class<?>> BAD = new TreeMap<>(
            Map.of("throws", ThrowingMonitor.class, "hangs", HangingMonitor.class, "leaks", LeakingMonitor.class));

    @Test
    public void noRequestIsLostAndNothingIsLeft() throws BundleException {
        try (Askers askers = Askers.start(CLIENTS, Question.toModelsOn("onnxruntime"))) {
            for (int i = 0; i < ROUNDS; i++) {
                attachAndTakeAway(i);
            }
            assertThat(askers.stop()).isEmpty();
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("roundhouse-monitor-"));
        assertThat(log())
                .contains("monitor failed monitor=throws model=mlp doing=on")
                .doesNotContain("left behind");
    }

    private void attachAndTakeAway(int round) throws BundleException {
        Bundle[] bundles = new Bundle[BAD.size()];
        int count = 0;
        for (Map.Entry<String, Class<?>> bad : BAD.entrySet()) {
            bundles[count++] = start(bad.getKey(), bad.getValue());
        }
        await("there", () -> service(Monitoring.class).available().containsAll(BAD.keySet()));
        for (String model : List.of("mlp", "credit")) {
            for (String monitor : BAD.keySet()) {
                assertThat(shell("roundhouse:monitor attach " + monitor + " " + model + " round=" + round))
                        .contains("Monitor " + monitor + " 1.0.0 watches " + model + ".");
            }
        }
        await(
                "seen",
                () -> attachments().stream().allMatch(one -> one.seen() > 0)
                        && attachments().stream()
                                .filter(one -> one.monitor().equals("throws"))
                                .allMatch(one -> one.failed() > 0));
        assertThat(attachments())
                .hasSize(6)
                .allMatch(one -> one.state() == State.RUNNING || one.monitor().equals("hangs"));

        for (String monitor : BAD.keySet()) {
            assertThat(shell("roundhouse:monitor detach " + monitor + " mlp"))
                    .contains("Monitor " + monitor + " is detached from mlp, and its data is deleted.");
        }
        uninstall(bundles); // from credit, too
        assertThat(attachments()).hasSize(3).allMatch(one -> one.state() == State.WAITING);
        BAD.keySet().forEach(monitor -> shell("roundhouse:monitor detach " + monitor + " credit"));
        await("forgotten", () -> attachments().isEmpty());
    }

    private List<Attachment> attachments() {
        return service(Monitoring.class).attachments().stream()
                .filter(one -> BAD.containsKey(one.monitor()))
                .toList();
    }

    private Bundle start(String name, Class<?> implementation) throws BundleException {
        Bundle bundle =
                context.installBundle("inside:" + name, ComponentBundle.of(name, implementation, MonitorFactory.class));
        bundle.start();
        return bundle;
    }
}
