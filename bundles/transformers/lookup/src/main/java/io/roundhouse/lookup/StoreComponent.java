package io.roundhouse.lookup;

import java.io.File;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * One store, for each {@code etc/io.roundhouse.lookup-NAME.cfg}. It is no service: a service shows its properties to
 * everybody, the password among them.
 */
@Component(
        name = StoreComponent.PID,
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreComponent.Config.class, factory = true)
public final class StoreComponent {
    static final String PID = "io.roundhouse.lookup";

    @ObjectClassDefinition(id = PID, name = "Store for look-ups", description = "A database or a Redis server.")
    @interface Config {
        @AttributeDefinition(name = "Name", description = "What the steps 'lookup' in model.yaml call it.")
        String name() default "embedded";

        @AttributeDefinition(
                name = "URL",
                description =
                        "jdbc:h2:..., jdbc:postgresql://HOST/DATABASE, redis://HOST:PORT/DATABASE or rediss://...;"
                                + " without user and password. Empty: an H2 file in the server's data folder.")
        String url() default "";

        @AttributeDefinition(name = "User", description = "Empty: none is said.")
        String user() default "";

        @AttributeDefinition(name = "Password", description = "", type = AttributeType.PASSWORD)
        String password() default "";

        @AttributeDefinition(name = "Password file", description = "A file with the password, instead of it.")
        String password_file() default "";

        @AttributeDefinition(name = "Connections", description = "1 to 64; as many threads read the store.")
        int connections() default 4;

        @AttributeDefinition(name = "Waiting reads", description = "1 to 10000; further ones fail at once.")
        int queue_length_max() default 64;

        @AttributeDefinition(
                name = "Timeout",
                description =
                        "10 to 60000 milliseconds that one read may keep a connection, longer than requests wait.")
        int timeout_millis() default 1000;
    }

    private final Shelf shelf;
    private final BundleContext bundle;
    private OpenStore store;

    @Activate
    public StoreComponent(BundleContext bundle, Config config, @Reference(name = "shelf") Shelf shelf) {
        this.bundle = bundle;
        this.shelf = shelf;
        this.store = settings(config).open();
    }

    @Activate
    void start() {
        try {
            shelf.add(store);
        } catch (IllegalStateException e) {
            store.close();
            throw e;
        }
    }

    /** A bad change throws, which SCR logs, and the store in force stays. */
    @Modified
    void reconfigure(Config config) {
        OpenStore next = settings(config).open();
        OpenStore old = store;
        try {
            shelf.replace(old, next);
        } catch (IllegalStateException e) {
            next.close();
            throw e;
        }
        store = next;
        old.close();
    }

    @Deactivate
    void stop() {
        shelf.remove(store);
        store.close();
    }

    private StoreSettings settings(Config config) {
        return new StoreSettings(
                config.name(),
                config.url().isEmpty() ? embedded(config.name()) : config.url(),
                config.user(),
                StoreSettings.secret(config.password(), config.password_file()),
                config.connections(),
                config.queue_length_max(),
                Duration.ofMillis(config.timeout_millis()));
    }

    private String embedded(String name) {
        String data = bundle.getProperty("karaf.data");
        File own = data == null ? bundle.getDataFile("lookup") : new File(data, "lookup");
        return "jdbc:h2:file:" + new File(own, name).getAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
    }
}
