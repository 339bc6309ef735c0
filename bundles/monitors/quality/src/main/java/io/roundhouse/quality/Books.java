package io.roundhouse.quality;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that is counted of one model, by arm and version; the arm that is quiet longest makes room. One thread. */
final class Books {
    static final int ARMS_MAX = 16;

    private final QualitySettings settings;
    private final References references;
    private final Versions versions;
    private final Map<String, Arm> arms = new LinkedHashMap<>();
    private @Nullable Output output;
    private @Nullable Counting counting;
    private String note = "";

    Books(QualitySettings settings, References references, BaselineFile file, Optional<Output> output) {
        this.settings = settings;
        this.references = references;
        this.output = output.orElse(null);
        versions = new Versions(settings, references, file);
    }

    private static final class Arm {
        final ServedBy servedBy;
        final Version version;
        final Window window;
        long rows;
        long unread;
        long last;

        Arm(ServedBy servedBy, Version version, Window window) {
            this.servedBy = servedBy;
            this.version = version;
            this.window = window;
        }
    }

    void take(InferenceResponse response, long now) {
        Output of = output(response);
        Optional<Tensor> tensor =
                of == null ? Optional.empty() : response.outputs().find(of.name());
        Counting counts = of == null ? null : counting(of, tensor);
        if (of == null || counts == null) {
            return; // nothing has been read yet that an arm could be made for
        }
        Arm arm = arm(response.servedBy(), of, counts, now);
        Pane pane = arm.window.at(now);
        long before = pane.rows;
        if (tensor.isEmpty() || !counts.count(tensor.get(), arm.version, pane)) {
            arm.unread++;
            return;
        }
        arm.rows += pane.rows - before;
        versions.learn(arm.version, counts);
    }

    private @Nullable Output output(InferenceResponse response) {
        if (output == null) {
            try {
                output = Output.choose(settings, Output.specs(response.outputs()));
                references.check(output);
                note = "";
            } catch (InferenceException e) {
                output = null;
                note = e.sentence();
            }
        }
        return output;
    }

    private @Nullable Counting counting(Output of, Optional<Tensor> tensor) {
        if (counting == null && tensor.isPresent()) {
            counting = switch (of.kind()) {
                case LABELS -> new LabelCounting(settings);
                case NUMBERS -> new NumberCounting(settings);
                default -> classes(tensor.get());
            };
        }
        return counting;
    }

    private @Nullable Counting classes(Tensor tensor) {
        long columns = Output.columns(tensor.shape());
        if (columns > QualitySettings.CLASSES_MAX) {
            note = "the output has " + columns + " classes, " + QualitySettings.CLASSES_MAX + " are the most";
            return null;
        }
        return new ClassCounting(settings, (int) columns);
    }

    private Arm arm(ServedBy servedBy, Output of, Counting counts, long now) {
        String key = servedBy.arm() + '\n' + servedBy.model().version();
        Arm arm = arms.get(key);
        if (arm == null) {
            if (arms.size() == ARMS_MAX) {
                arms.values()
                        .remove(arms.values().stream()
                                .min(Comparator.comparingLong(quiet -> quiet.last - now))
                                .orElseThrow());
            }
            Version version = versions.of(servedBy.model().version(), of, counts);
            arm = new Arm(servedBy, version, new Window(settings.window(), now, counts::fresh));
            arms.put(key, arm);
        }
        arm.last = now;
        return arm;
    }

    /** What is known now, by arm, for other threads. */
    List<View> views(long now) {
        List<View> views = new ArrayList<>();
        Counting counts = counting;
        Output of = output;
        if (counts == null || of == null) {
            return views;
        }
        for (Arm arm : arms.values()) {
            Pane pane = arm.window.sum(now);
            List<String> words = new ArrayList<>();
            for (int i = 0; i < pane.counts.length; i++) {
                words.add(counts.word(i, arm.version));
            }
            views.add(new View(
                    arm.servedBy,
                    of.kind(),
                    arm.rows,
                    arm.unread,
                    pane,
                    counts.estimates(pane, arm.version),
                    Optional.ofNullable(arm.version.baseline),
                    arm.version.calibration.words(),
                    words));
        }
        views.sort(Comparator.comparing((View view) -> view.servedBy().arm())
                .thenComparing(view -> view.servedBy().model().version()));
        return views;
    }

    String note() {
        return note.isEmpty() ? versions.note() : note;
    }

    void save() {
        versions.save();
    }
}
