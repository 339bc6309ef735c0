package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.spi.engine.Engine;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Loads models that are not served, for one user each. An engine that is to leave waits for them as for any model, so the
 * user hears of it at the next rows.
 */
final class Lender implements ModelLoans {
    /** Of some rows, whose user can be interrupted. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Providers<Engine> engines;
    private final Loader loader;

    Lender(Providers<Engine> engines, Loader loader) {
        this.engines = engines;
        this.loader = loader;
    }

    @Override
    public Loaded load(ModelArtifact artifact, Plugin wanted) {
        Provider<Engine> engine = engines.best(wanted)
                .orElseThrow(() -> new InferenceException(ErrorCode.PLUGIN_MISSING, engines.missing(wanted)));
        Session.Key key = new Session.Key(artifact, engine, wanted.settings(), Settings.empty());
        return new Loan(loader.session(key, false), engine);
    }

    private record Loan(Shared<Session> session, Provider<Engine> provider) implements Loaded {
        @Override
        public String engine() {
            return provider.name() + " " + provider.version();
        }

        @Override
        public ModelSpec spec() {
            return session.value().spec();
        }

        @Override
        public Tensors infer(Tensors rows) {
            return run(rows).outputs();
        }

        @Override
        public Run run(Tensors rows) {
            if (provider.isLeaving()) {
                throw new InferenceException(ErrorCode.PLUGIN_MISSING, provider + " is leaving; run it again");
            }
            Deadline deadline = Deadline.after(LIMIT, System.nanoTime());
            Batcher.Answer answer = session.value().batcher().infer(rows, deadline);
            return new Run(answer.outputs(), answer.cpuNanos());
        }

        @Override
        public OptionalLong grownBytes() {
            return session.value().times().grownBytes();
        }

        @Override
        public void close() {
            session.release();
        }
    }
}
