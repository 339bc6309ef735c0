package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.ModelCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.util.tracker.ServiceTracker;

/** A test in the container: its services, its bundles, its log. Each test leaves the container as it found it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class Inside {
    static final String OLDEST = System.getProperty("roundhouse.onnxruntime.oldest", "");
    static final String NEWEST = System.getProperty("roundhouse.onnxruntime.newest", "");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 20_000_000;

    @Inject
    BundleContext context;

    /** The one container of the suite. */
    @Configuration
    public static Option[] container() {
        return Outside.container();
    }

    /** The demo models are live, or a test would compete with their loading. */
    @Before
    public void settled() {
        ModelCatalog catalog = service(ModelCatalog.class);
        await("settled", catalog::isSettled);
    }

    /** The service, when it is there; at most half a minute. */
    <S> S service(Class<S> type) {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            if (tracker.waitForService(PATIENCE.toMillis()) == null) {
                throw new AssertionError("no service " + type.getName() + "\n" + log());
            }
            return context.getService(tracker.getServiceReference()); // of this test's own, beyond the tracker's end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            tracker.close();
        }
    }

    /** Waits for something that no event tells, at most half a minute. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not " + what + " after " + PATIENCE + "\n" + log());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    Bundle install(String url) {
        try {
            Bundle bundle = context.installBundle(url);
            bundle.start();
            return bundle;
        } catch (BundleException e) {
            throw new AssertionError(url, e);
        }
    }

    /** Uninstalls, and waits until neither their classes nor files of theirs are in the process any more. */
    void uninstall(Bundle... bundles) {
        List<Traces> traces = Arrays.stream(bundles).map(Traces::of).toList();
        for (Bundle bundle : bundles) {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                throw new AssertionError(bundle.toString(), e);
            }
        }
        await(Arrays.toString(bundles) + " gone", () -> Traces.gone(traces));
    }

    InferenceResponse infer(String model, Tensors inputs, Map<String, String> headers) {
        long now = System.nanoTime();
        return service(Inference.class)
                .infer(new InferenceRequest(
                        "inside",
                        model,
                        Optional.empty(),
                        inputs,
                        List.of(),
                        Map.of(),
                        headers,
                        0,
                        Deadline.after(PATIENCE, now),
                        now));
    }

    InferenceResponse infer(String model, Tensors inputs) {
        return infer(model, inputs, Map.of());
    }

    /** A row of 64 numbers, as the demo model {@code mlp} takes. */
    static Tensor row() {
        float[] values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 13 - 6) / 7f;
        }
        return Tensor.ofFloats(Shape.of(1, values.length), values);
    }

    static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.shape().elements()];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }

    /** What the command prints, or why it was refused. */
    String shell(String command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(bytes, true, UTF_8);
        Subject.doAs(administrator(), (PrivilegedAction<Boolean>) () -> {
            Session session =
                    service(SessionFactory.class).create(new ByteArrayInputStream(new byte[0]), screen, screen);
            try {
                session.execute(command);
                return true;
            } catch (Exception e) {
                screen.println(e.getMessage());
                return false;
            } finally {
                session.close();
            }
        });
        return bytes.toString(UTF_8);
    }

    private static Subject administrator() {
        try {
            Class<?> role = Class.forName("org.apache.karaf.jaas.boot.principal.RolePrincipal");
            Subject subject = new Subject();
            for (String name : List.of("admin", "manager", "viewer")) {
                subject.getPrincipals()
                        .add((Principal) role.getConstructor(String.class).newInstance(name));
            }
            return subject;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the framework gives no roles", e);
        }
    }

    /** What the server has logged so far. */
    static String log() {
        try {
            return Files.readString(Path.of(System.getProperty("karaf.data"), "log", "roundhouse.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
