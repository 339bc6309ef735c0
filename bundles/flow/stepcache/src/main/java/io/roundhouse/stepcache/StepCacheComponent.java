package io.roundhouse.stepcache;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The shell around {@link Memory}. */
@Component(name = StepCacheComponent.PID, service = StepCaches.class)
@Designate(ocd = StepCacheComponent.Config.class)
public final class StepCacheComponent implements StepCaches {
    static final String PID = "io.roundhouse.stepcache";

    /** What an operator may set. */
    @ObjectClassDefinition(id = PID, name = "Roundhouse step cache", description = "What steps may remember.")
    public @interface Config {
        @AttributeDefinition(
                name = "Memory",
                description = "Megabytes that all steps together may keep of what they made, 0 to 65536.")
        int memory_max_mb() default 64;
    }

    private final Memory memory;

    @Activate
    public StepCacheComponent(Config config) {
        memory = new Memory(bytes(config));
    }

    @Modified
    void reconfigure(Config config) {
        memory.resize(bytes(config));
    }

    @Override
    public Transformer remembering(ModelId model, String name, Transformer step) {
        return memory.remembering(model, name, step);
    }

    @Override
    public List<Count> counts() {
        return memory.counts();
    }

    private static long bytes(Config config) {
        String megabytes = Integer.toString(config.memory_max_mb());
        return Settings.builder(PID)
                        .put("memory.max.mb", megabytes, PID)
                        .build()
                        .integer("memory.max.mb", 64, 0, 65_536)
                << 20;
    }
}
