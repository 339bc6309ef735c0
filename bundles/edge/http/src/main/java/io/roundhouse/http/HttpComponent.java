package io.roundhouse.http;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Brings our listener to Felix's Jetty, as a {@link ConnectorFactory}: Felix's own listener has neither our limits nor
 * HTTP/2 without TLS, and any change of its settings restarts the whole server.
 */
@Component(
        name = HttpComponent.PID,
        service = {},
        immediate = true)
@Designate(ocd = HttpConfig.class)
public final class HttpComponent {
    static final String PID = "io.roundhouse.http";

    private final BundleContext bundle;
    private Listener listener;
    private @Nullable ServiceRegistration<ConnectorFactory> registration;

    @Activate
    public HttpComponent(BundleContext bundle, HttpConfig config) {
        this.bundle = bundle;
        this.listener = new Listener(HttpConfig.Reader.settings(config), System::nanoTime);
    }

    @Activate
    void start() {
        listener.bind();
        register();
    }

    /** A bad change throws, which SCR logs, and the listener in force stays. */
    @Modified
    void reconfigure(HttpConfig config) {
        HttpSettings wanted = HttpConfig.Reader.settings(config);
        if (wanted.equals(listener.settings())) {
            return;
        }
        Listener next = new Listener(wanted, System::nanoTime);
        if (wanted.sameAddress(listener.settings())) {
            stop(); // one address, one listener: new connections are refused for some milliseconds
            listener = next;
            start();
        } else {
            next.bind();
            stop();
            listener = next;
            register();
        }
    }

    @Deactivate
    void stop() {
        listener.drain();
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        listener.release();
    }

    private void register() {
        Listener current = listener;
        ConnectorFactory factory = current::connect;
        registration = bundle.registerService(ConnectorFactory.class, factory, null);
    }
}
