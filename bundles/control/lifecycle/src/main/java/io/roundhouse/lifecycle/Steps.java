package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.Chain;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps before and after a model version. */
record Steps(Key key, List<Transformer> before, List<Transformer> after) {
    Steps {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * A step asked for, and who makes it.
     *
     * @param settings with what was learnt
     * @param callee whom it asks; then the factory is nobody's
     */
    record One(Provider<TransformerFactory> factory, Settings settings, Optional<Callee> callee) {
        Transformer open(ModelArtifact artifact) {
            Settings own = Chain.own(settings);
            return callee.isPresent()
                    ? ModelStep.of(callee.get(), own)
                    : factory.service().create(artifact, own);
        }

        /** Name and version, or whom it asks. */
        @Override
        public String toString() {
            return callee.map(asked -> Callee.WORD + " " + asked.model())
                    .orElseGet(() -> factory.name() + " " + factory.version());
        }

        /** As a message and a count call it. */
        String name() {
            return callee.isPresent() ? toString() : factory.name();
        }
    }

    /** Steps with equal keys are the same. */
    record Key(ModelArtifact artifact, List<One> before, List<One> after) {
        Stream<One> all() {
            return Stream.concat(before.stream(), after.stream());
        }

        boolean uses(Provider<?> provider) {
            return all().anyMatch(one -> one.factory() == provider);
        }

        /** Names, versions and settings in order, as a hash; {@code none} for no step. */
        String hash() {
            return all().findAny().isEmpty()
                    ? "none"
                    : Hash.of(Stream.of(before, after).flatMap(Key::texts).toList());
        }

        private static Stream<String> texts(List<One> side) {
            return Stream.concat(
                    Stream.of(Integer.toString(side.size())),
                    side.stream()
                            .flatMap(one ->
                                    Stream.of(one.toString(), one.settings().toString())));
        }

        List<String> texts() {
            return all().map(One::toString).toList();
        }
    }

    /** What a client of these and that model sends and gets. */
    ModelSpec spec(ModelSpec model) {
        return Columns.spec(named(key.before(), before, "before"), model, named(key.after(), after, "after"));
    }

    private static List<Columns.Named> named(List<One> keys, List<Transformer> steps, String side) {
        List<Columns.Named> named = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String who = "step " + (i + 1) + " '" + keys.get(i).name() + "' " + side + " the model";
            named.add(new Columns.Named(who, steps.get(i)));
        }
        return named;
    }

    /** Closes each, the last first, whatever the others throw; on a supervised thread. */
    void close() {
        RuntimeException failure = null;
        List<Transformer> all = Stream.concat(before.stream(), after.stream()).toList();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                all.get(i).close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        key.all().forEach(one -> one.factory().release());
        if (failure != null) {
            throw failure;
        }
    }
}
