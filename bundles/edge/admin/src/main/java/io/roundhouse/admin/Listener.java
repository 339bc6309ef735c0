package io.roundhouse.admin;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who listens. Writes never block: what cannot be written now waits alone, and a newer one takes its place. */
final class Listener implements WriteListener, AsyncListener {
    private final AsyncContext async;
    private final Caller caller;
    private final Consumer<Listener> gone;
    private byte @Nullable [] next; // guarded by this
    private boolean ended; // guarded by this

    Listener(AsyncContext async, Caller caller, Consumer<Listener> gone) {
        this.async = async;
        this.caller = caller;
        this.gone = gone;
    }

    Caller caller() {
        return caller;
    }

    void begin(byte[] first) throws IOException {
        async.addListener(this);
        synchronized (this) {
            next = first;
        }
        async.getResponse().getOutputStream().setWriteListener(this);
    }

    /** A newer event. */
    void send(byte[] event) {
        synchronized (this) {
            next = event;
        }
        onWritePossible();
    }

    @Override
    public synchronized void onWritePossible() {
        try {
            ServletOutputStream out = async.getResponse().getOutputStream();
            while (!ended && next != null && out.isReady()) {
                byte[] event = next;
                next = null;
                out.write(event);
                if (out.isReady()) {
                    out.flush();
                }
            }
        } catch (IOException | IllegalStateException e) { // it went away
            end();
        }
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            gone.accept(this);
            try {
                async.complete();
            } catch (IllegalStateException e) {
                // the container ended it before us
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
