package io.roundhouse.console;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: a thread that serves it, and one that hands its keys on and notices when it leaves. */
final class Visit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
    private static final int KEYS_MAX = 64 * 1024; // a pasted page; more waits in the socket

    private final Wire wire;
    private final Host host;
    private final Consumer<Visit> ended;
    private final Thread server = new Thread(this::serve, "roundhouse-console-session");
    private volatile boolean finished;

    Visit(Wire wire, Host host, Consumer<Visit> ended) {
        this.wire = wire;
        this.host = host;
        this.ended = ended;
        server.setDaemon(true);
    }

    void start() {
        server.start();
    }

    private void serve() {
        try (wire;
                PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keys, KEYS_MAX)) {
            Hello hello = Hello.of(wire.read());
            Thread keyboard = new Thread(() -> forward(keys), "roundhouse-console-keys");
            keyboard.setDaemon(true);
            keyboard.start();
            int status = host.serve(hello, in, wire.stream(Frame.Kind.OUTPUT), wire.stream(Frame.Kind.ERROR));
            finished = true;
            wire.write(Frame.Kind.EXIT, new byte[] {(byte) status});
        } catch (IOException e) {
            LOG.debug("console session ended early", e);
        } finally {
            finished = true;
            ended.accept(this);
        }
    }

    private void forward(PipedOutputStream keys) {
        try (keys) {
            for (Frame frame = wire.read(); frame.bytes().length > 0; frame = wire.read()) {
                keys.write(frame.bytes());
                keys.flush();
            }
        } catch (IOException e) {
            if (!finished) {
                server.interrupt();
            }
        }
    }

    @Override
    public void close() {
        wire.close();
        server.interrupt();
    }
}
