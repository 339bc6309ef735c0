package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.api.console.Terminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/** The visitor's terminal as Karaf sees it: bytes from the wire, with JLine's line discipline on this side. */
final class ConsoleTerminal extends ExternalTerminal implements Terminal {
    ConsoleTerminal(Hello hello, InputStream in, OutputStream out) throws IOException {
        super("Roundhouse console", hello.terminal(), in, out, UTF_8);
        setSize(new Size(hello.columns(), hello.lines()));
    }

    @Override
    public int getWidth() {
        return getSize().getColumns();
    }

    @Override
    public int getHeight() {
        return getSize().getRows();
    }

    @Override
    public boolean isAnsiSupported() {
        return true;
    }

    @Override
    public boolean isEchoEnabled() {
        return echo();
    }

    @Override
    public void setEchoEnabled(boolean enabled) {
        echo(enabled);
    }

    // Karaf asks JLine for signals, never this interface; its own SSH terminal has nothing here either.

    @Override
    public void addSignalListener(SignalListener listener) {}

    @Override
    public void addSignalListener(SignalListener listener, org.apache.karaf.shell.api.console.Signal... signals) {}

    @Override
    public void addSignalListener(
            SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> signals) {}

    @Override
    public void removeSignalListener(SignalListener listener) {}
}
