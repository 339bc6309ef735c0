package io.roundhouse.testkit;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine without a runtime: every load gives the next {@link FakeLoadedModel}, held or refused as the test says. */
public final class FakeEngine implements Engine {
    private final Supplier<FakeLoadedModel> maker;
    private final Gate gate = new Gate();
    private final List<FakeLoadedModel> models = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException failure;

    /** Every load gives {@link FakeLoadedModel#doubling} of width 4. */
    public FakeEngine() {
        this(() -> FakeLoadedModel.doubling(4));
    }

    /** Every load gives what this makes. */
    public FakeEngine(Supplier<FakeLoadedModel> maker) {
        this.maker = maker;
    }

    /** Where every {@code load} passes before it gives a model: shut it to hold them. */
    public Gate gate() {
        return gate;
    }

    /** Every {@code load} from now on throws this. */
    public void fail(RuntimeException with) {
        failure = with;
    }

    /** Loads again. */
    public void mend() {
        failure = null;
    }

    /** The models it has given, in order. */
    public List<FakeLoadedModel> models() {
        return List.copyOf(models);
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        gate.pass();
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        FakeLoadedModel model = maker.get();
        models.add(model);
        return model;
    }
}
