package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.List;
import java.util.stream.Stream;

/** The steps before and after a model version. */
record Steps(Key key, List<Transformer> before, List<Transformer> after) {
    Steps {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** A step asked for, and who makes it. */
    record One(Provider<TransformerFactory> factory, Settings settings) {}

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
                            .flatMap(one -> Stream.of(
                                    one.factory().toString(), one.settings().toString())));
        }

        List<String> texts() {
            return all().map(one -> one.factory().name() + " " + one.factory().version())
                    .toList();
        }
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
