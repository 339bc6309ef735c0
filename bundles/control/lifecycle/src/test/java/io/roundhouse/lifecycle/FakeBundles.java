package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.engine.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A framework in which an engine's bundle is a provider that arrives and leaves. */
final class FakeBundles implements EngineBundles {
    final Map<String, FakeEngine> known = new HashMap<>();
    final Map<Long, Provider<Engine>> running = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    private final Map<Long, String> versions = new HashMap<>();

    @Nullable
    House house;

    String folder = "";
    String remains = "";
    List<Brought> brought = List.of();
    Map<String, String> monitors = Map.of();
    private long next = 100;

    @Override
    public long install(String url, List<Long> beside) {
        String version = url.substring(url.lastIndexOf('/') + 1);
        if (!known.containsKey(version)) {
            throw new InferenceException(ErrorCode.PLUGIN_MISSING, url + " could not be installed: not found");
        }
        calls.add("install " + url);
        versions.put(++next, version);
        return next;
    }

    @Override
    public void startForNow(long id) {
        start(id);
        calls.set(calls.size() - 1, "start for now " + id);
    }

    @Override
    public void start(long id) {
        if (running.containsKey(id)) {
            calls.add("keep " + id);
            return;
        }
        String version = versions.get(id);
        FakeEngine engine = known.get(version);
        if (version == null || engine == null || house == null) {
            throw new AssertionError("started before it was installed");
        }
        calls.add("start " + id);
        Provider<Engine> provider = TestHouse.provider("engine", "ort", version, id, engine);
        running.put(id, provider);
        house.engineArrived(provider);
    }

    @Override
    public List<Brought> brought() {
        return brought;
    }

    @Override
    public Map<String, String> monitors() {
        return monitors;
    }

    @Override
    public Trace trace(long id) {
        return () -> remains;
    }

    @Override
    public String folder(long id) {
        return folder;
    }

    @Override
    public void uninstall(long id) {
        calls.add("uninstall " + id);
        Provider<Engine> provider = running.remove(id);
        if (provider != null && house != null) {
            house.engineLeaves(provider);
        }
    }
}
