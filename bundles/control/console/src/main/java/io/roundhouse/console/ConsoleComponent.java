package io.roundhouse.console;

import java.nio.file.Path;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Opens the door while the shell is there. */
@Component(
        name = ConsoleComponent.PID,
        service = {},
        immediate = true)
@Designate(ocd = ConsoleComponent.Config.class)
public final class ConsoleComponent {
    static final String PID = "io.roundhouse.console";

    private static final int SESSIONS_LIMIT = 1_000;

    @ObjectClassDefinition(id = PID, name = "Console", description = "The local door to the shell.")
    @interface Config {
        @AttributeDefinition(name = "Sessions", description = "Sessions at once, 0 (closed) to 1000.")
        int sessions_max() default 8;
    }

    private final Path data;
    private final int sessionsMax;
    private final SessionFactory sessions;
    private @Nullable Door door;

    @Activate
    public ConsoleComponent(
            Config config, BundleContext context, @Reference(name = "sessions") SessionFactory sessions) {
        this.sessionsMax = config.sessions_max();
        if (sessionsMax < 0 || sessionsMax > SESSIONS_LIMIT) {
            throw new IllegalArgumentException("sessions.max must be 0.." + SESSIONS_LIMIT + ", was " + sessionsMax);
        }
        this.data = Path.of(context.getProperty("karaf.data"));
        this.sessions = sessions;
    }

    @Activate
    void start() {
        door = Door.open(data, new ShellHost(sessions), sessionsMax);
    }

    @Deactivate
    void stop() {
        if (door != null) {
            door.close();
        }
    }
}
