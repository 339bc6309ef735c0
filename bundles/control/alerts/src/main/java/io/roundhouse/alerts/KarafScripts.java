package io.roundhouse.alerts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Scripts of the operator, in Karaf's shell with every role: only files of one folder, each for a limited time. The alert's
 * labels are variables of the session, {@code $model}, and {@code $alert}, {@code $severity}, {@code $summary}.
 */
final class KarafScripts implements Deeds.Scripts {
    static final String SUFFIX = ".script";
    private static final int BYTES_MAX = 64 * 1024;
    private static final int OUTPUT_MAX = 200;
    private static final long STOP_MILLIS = 2_000;

    private final Path folder;
    private final Duration limit;
    private final Supplier<@Nullable SessionFactory> sessions;

    KarafScripts(Path folder, Duration limit, Supplier<@Nullable SessionFactory> sessions) {
        this.folder = folder;
        this.limit = limit;
        this.sessions = sessions;
    }

    @Override
    public String run(String name, Deed deed) {
        String text = read(name);
        SessionFactory factory = sessions.get();
        if (factory == null) {
            throw refused("Karaf's shell is not there; feature:install shell brings it");
        }
        ByteArrayOutputStream output = new Bounded();
        PrintStream screen = new PrintStream(output, true, StandardCharsets.UTF_8);
        Session session = factory.create(new ByteArrayInputStream(new byte[0]), screen, screen);
        variables(session, deed);
        String[] outcome = {"ended without a word"};
        Thread runner = new Thread(() -> outcome[0] = execute(session, text), "roundhouse-alerts-script-" + name);
        runner.setDaemon(true);
        return within(runner, session, outcome, output);
    }

    private String within(Thread runner, Session session, String[] outcome, ByteArrayOutputStream output) {
        runner.start();
        try {
            runner.join(limit.toMillis());
            if (runner.isAlive()) {
                runner.interrupt();
                runner.join(STOP_MILLIS);
                return "stopped after " + limit.toSeconds() + " s" + (runner.isAlive() ? ", and does not end" : "");
            }
        } catch (InterruptedException e) {
            runner.interrupt();
            Thread.currentThread().interrupt();
            return "stopped, as the server or its alerts stop";
        } finally {
            session.close();
        }
        String said = output.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return said.isEmpty() ? outcome[0] : outcome[0] + ": " + said;
    }

    private static String execute(Session session, String text) {
        return Subject.doAs(operator(), (PrivilegedAction<String>) () -> {
            try {
                session.execute(text);
                return "ran";
            } catch (Exception e) { // whatever a command throws, declared or not
                return "failed: " + e.getMessage();
            }
        });
    }

    private String read(String name) {
        Path file = folder.resolve(name + SUFFIX);
        try {
            if (!Files.isRegularFile(file)) {
                throw refused("there is no script " + file);
            }
            if (Files.size(file) > BYTES_MAX) {
                throw refused(file + " has " + Files.size(file) + " bytes, at most " + BYTES_MAX + " are allowed");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.INTERNAL, file + " cannot be read: " + e, e);
        }
    }

    private static void variables(Session session, Deed deed) {
        deed.alert().all(deed.severity()).forEach(session::put);
        session.put("summary", deed.summary());
    }

    private static Subject operator() {
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal("roundhouse-alerts"));
        List.of("admin", "manager", "viewer", "systembundles")
                .forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        subject.setReadOnly();
        return subject;
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, sentence);
    }

    /** The first words are enough. */
    private static final class Bounded extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int one) {
            if (count < OUTPUT_MAX) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.max(0, Math.min(length, OUTPUT_MAX - count)));
        }
    }
}
