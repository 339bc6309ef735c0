package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.flow.Monitoring.Attachment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which monitors are wanted on which models, by {@code model.yaml} and by hand. Any thread. */
final class Desk {
    private final Surroundings around;
    private final Sight sight;
    private final ByHandFiles files;
    private final Post post;
    private final Runnable wake;
    private final Map<String, Attached> all = new ConcurrentHashMap<>(); // by model and monitor
    private final Shares shares;
    private volatile boolean closed;

    /** @param wake asks for a {@link #tick} soon */
    Desk(Surroundings around, Sight sight, ByHandFiles files, Post post, Runnable wake) {
        this.around = around;
        this.sight = sight;
        this.files = files;
        this.post = post;
        this.wake = wake;
        shares = Shares.of(around);
    }

    /** Takes up what was attached by hand before. */
    void open() {
        files.read((model, monitor, settings) -> with(model, monitor, attached -> attached.remember(settings)));
    }

    /** What {@code model.yaml} says of the model's monitors now. */
    void write(String model, Map<String, Settings> monitors) {
        for (Attached each : all.values()) {
            if (each.model.equals(model) && !monitors.containsKey(each.monitor)) {
                each.write(null);
            }
        }
        monitors.forEach((monitor, settings) -> with(model, monitor, attached -> attached.write(settings)));
        changed();
    }

    void attach(String monitor, String model, Settings given) {
        if (!ModelId.isName(monitor) || around.factories().best(monitor) == null) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, around.factories().missing(monitor));
        }
        Settings settings = FlatSettings.nested(given);
        FlatSettings.flat(settings); // refuses here what no file could hold
        Map<String, Map<String, ModelSpec>> models = sight.models(Set.of(model));
        if (!models.containsKey(model)) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "no model is named '" + model + "'" + Nearest.suggestion(model, models.keySet()));
        }
        if (find(model, monitor) == null && ofModel(model).size() >= MonitorList.MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "model '" + model + "' has " + MonitorList.MAX + " monitors, which is the most; detach one first");
        }
        with(model, monitor, one -> {
            one.see(true, models.getOrDefault(model, Map.of()));
            one.listen();
            route();
            one.attach(settings);
        });
        try {
            files.write(model, monitor, settings);
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INTERNAL,
                    "monitor '" + monitor + "' is attached to model '" + model + "', but only until the server stops: "
                            + e.getMessage(),
                    e);
        }
    }

    void detach(String monitor, String model) {
        Attached attached = find(model, monitor);
        if (attached == null || !attached.isByHand()) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, notByHand(monitor, model, attached != null));
        }
        try {
            files.delete(model, monitor);
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INTERNAL,
                    "monitor '" + monitor + "' stays attached to model '" + model + "', as its file cannot be deleted: "
                            + e.getMessage(),
                    e);
        }
        attached.detach(() -> Folders.delete(around.data(model, monitor)));
        changed();
    }

    private String notByHand(String monitor, String model, boolean written) {
        if (written) {
            return "monitor '" + monitor + "' stands in model.yaml of '" + model + "'; take it out there";
        }
        List<String> there = ofModel(model).stream().map(each -> each.monitor).toList();
        return "monitor '" + monitor + "' is not attached to model '" + model + "'"
                + Nearest.suggestion(monitor, there);
    }

    List<Attachment> attachments() {
        return wanted().stream().map(each -> each.standing().attachment()).toList();
    }

    /** Every attachment that is wanted, by model and monitor. */
    List<Attached> wanted() {
        return all.values().stream()
                .filter(Attached::isWanted)
                .sorted(Comparator.comparing((Attached each) -> each.model).thenComparing(each -> each.monitor))
                .toList();
    }

    void arrived(Provider provider) {
        around.factories().add(provider);
        all.values().forEach(Attached::pluginsChanged);
        changed();
    }

    /** Returns when nothing made by it is left, or the time for that is past. */
    void leaves(Provider provider) {
        around.factories().remove(provider);
        all.values().forEach(Attached::pluginsChanged);
        all.values().forEach(each -> each.awaitOff(provider));
        changed();
    }

    /**
     * Looks at the models and after all attachments.
     *
     * @return whether that has to be done soon again, as a monitor is to end
     */
    boolean tick() {
        boolean busy = false;
        if (!closed && !all.isEmpty()) {
            Map<String, Map<String, ModelSpec>> models =
                    sight.models(all.values().stream().map(each -> each.model).collect(Collectors.toSet()));
            all.values().forEach(each -> {
                Map<String, ModelSpec> arms = models.get(each.model);
                each.see(arms != null, arms == null ? Map.of() : arms);
            });
        }
        for (Attached each : all.values()) {
            busy |= each.tend();
        }
        for (String key : all.keySet()) {
            all.computeIfPresent(key, (name, each) -> each.isForgotten() ? null : each);
        }
        shares.divide(all.values().stream()
                .filter(Attached::takesSample)
                .map(each -> each.buffer)
                .toList());
        route();
        return busy;
    }

    /** Ends all; returns when they have, or the time for that is past. */
    void close() {
        closed = true;
        all.values().forEach(Attached::close);
        all.values().forEach(each -> each.awaitOff(null));
        post.route(Map.of());
    }

    private void route() {
        Map<String, List<Buffer>> lists = new HashMap<>();
        for (Attached each : all.values()) {
            if (each.isListening()) {
                lists.computeIfAbsent(each.model, model -> new ArrayList<>()).add(each.buffer);
            }
        }
        Map<String, Buffer[]> buffers = new HashMap<>();
        lists.forEach((model, list) -> buffers.put(model, list.toArray(Buffer[]::new)));
        post.route(closed ? Map.of() : buffers);
    }

    private void changed() {
        route();
        wake.run();
    }

    /** Does something with an attachment, which is made when it is not there, and is not forgotten meanwhile. */
    private void with(String model, String monitor, Consumer<Attached> what) {
        if (closed) {
            throw new InferenceException(ErrorCode.DRAINING, "the monitor host is stopping or being exchanged");
        }
        Attached attached = all.compute(key(model, monitor), (key, there) -> {
            Attached one = there == null ? new Attached(model, monitor, around) : there;
            one.hold();
            return one;
        });
        try {
            what.accept(attached);
        } finally {
            attached.release();
            changed();
        }
    }

    private @Nullable Attached find(String model, String monitor) {
        Attached found = all.get(key(model, monitor));
        return found == null || !found.isWanted() ? null : found;
    }

    private List<Attached> ofModel(String model) {
        return wanted().stream().filter(each -> each.model.equals(model)).toList();
    }

    private static String key(String model, String monitor) {
        return model + "/" + monitor;
    }
}
