package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.PrivilegedAction;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.CommandException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Karaf shell sessions for whoever came through the door: the machine's owner of this server, with every role. */
final class ShellHost implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(ShellHost.class);
    private static final int FAILED = 1;

    /** Karaf colours its complaints whatever reads them. */
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private final SessionFactory sessions;

    ShellHost(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public int serve(Hello hello, InputStream in, OutputStream out, OutputStream err) {
        PrintStream complaints = new PrintStream(err, true, UTF_8);
        return Subject.doAs(owner(), (PrivilegedAction<Integer>) () -> !hello.isConversation()
                ? run(hello.command(), in, out, complaints)
                : hello.isPlain() ? conversePlainly(in, out) : converse(hello, in, out, complaints));
    }

    private int converse(Hello hello, InputStream in, OutputStream out, PrintStream err) {
        try (ConsoleTerminal terminal = new ConsoleTerminal(hello, in, out)) {
            PrintStream screen = new PrintStream(terminal.output(), true, UTF_8);
            Session session = sessions.create(in, screen, screen, terminal, UTF_8.name(), () -> {});
            session.run();
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    /** What goes wrong stands between what does not, as on any terminal. */
    private int conversePlainly(InputStream in, OutputStream out) {
        PrintStream screen = new PrintStream(out, true, UTF_8);
        Session session = sessions.create(in, screen, screen);
        try {
            new PlainConversation(in, screen, line -> execute(session, line, screen)).run();
            return 0;
        } catch (IOException e) {
            LOG.debug("console conversation ended early", e);
            return FAILED;
        } finally {
            session.close();
        }
    }

    private int run(String command, InputStream in, OutputStream out, PrintStream err) {
        PrintStream screen = new PrintStream(out, true, UTF_8);
        Session session = sessions.create(in, screen, err);
        try {
            return execute(session, command, err);
        } finally {
            screen.flush();
            session.close();
        }
    }

    private static int execute(Session session, String command, PrintStream err) {
        try {
            Object result = session.execute(command);
            return result instanceof Integer status ? status & 0xff : 0;
        } catch (CommandException e) {
            err.println(COLOUR.matcher(e.getNiceHelp()).replaceAll(""));
            return FAILED;
        } catch (Exception e) {
            LOG.debug("console command failed", e);
            err.println(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
            return FAILED;
        }
    }

    private static Subject owner() {
        Subject subject = new Subject();
        subject.getPrincipals()
                .add(new UserPrincipal(System.getProperty("user.name").toLowerCase(Locale.ROOT)));
        for (String role : Set.of("admin", "manager", "viewer", "systembundles")) {
            subject.getPrincipals().add(new RolePrincipal(role));
        }
        subject.setReadOnly();
        return subject;
    }
}
