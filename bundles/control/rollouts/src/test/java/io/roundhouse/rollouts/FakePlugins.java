package io.roundhouse.rollouts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.PluginControl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine that models run on; remembers what was done with others. */
final class FakePlugins implements PluginControl {
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile @Nullable String failure;

    @Override
    public List<Plugin> plugins() {
        return List.of(new Plugin("engine", "onnxruntime", "1.20.0", "bundle", 7, List.of("m", "n")));
    }

    @Override
    public List<Step> swap(String engine, String version, Consumer<Step> progress) {
        return done("swap " + engine + " " + version);
    }

    @Override
    public List<Step> addBeside(String engine, String version, Consumer<Step> progress) {
        return done("add " + engine + " " + version);
    }

    @Override
    public List<Step> takeAway(String engine, String version, Consumer<Step> progress) {
        return done("take away " + engine + " " + version);
    }

    private List<Step> done(String what) {
        String now = failure;
        if (now != null && what.startsWith(now)) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, what + " failed");
        }
        calls.add(what);
        return List.of();
    }
}
