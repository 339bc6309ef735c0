package io.roundhouse.comparison;

import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Comparisons.Counts;
import io.roundhouse.server.control.Comparisons.Label;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.Comparisons.Sizes;
import io.roundhouse.server.control.Comparisons.Worst;
import io.roundhouse.server.control.PairListener.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one live and one watching arm: sketches and counts, a few worst pairs, no tensor. Any thread:
 * tensors are compared before the lock is taken.
 */
final class PairState {
    static final int OUTPUTS_MAX = 16; // further ones are compared, but not told apart

    /** Whose answers. */
    record Key(ServedBy live, ServedBy watching) {
        /** Whether it is of the same arms, with another version or engine. */
        boolean succeeds(Key other) {
            return live.model().name().equals(other.live.model().name())
                    && live.arm().equals(other.live.arm())
                    && watching.arm().equals(other.watching.arm())
                    && !equals(other);
        }
    }

    private final Key key;
    private final long sinceMillis;
    private final Map<String, OutputState> outputs = new LinkedHashMap<>();
    private final List<LatencyState> latencies = LatencyState.all();
    private final WorstPairs worst = new WorstPairs();
    private volatile @Nullable String label; // chosen, or found at the first pair
    private volatile long lastMillis;
    private long all;
    private long equal;
    private long both;
    private long onlyLiveFailed;
    private long onlyWatchingFailed;
    private long bothFailed;
    private long labelRows;
    private long flippedRows;
    private long labelPairs;
    private long flippedPairs;
    private long liveBytes;
    private long watchingBytes;
    private long pairsOfOtherSize;

    /** @param label the output that is the label, {@link Labels#NOTHING} for none; null: the first pair tells */
    PairState(Key key, @Nullable String label, long nowMillis) {
        this.key = key;
        this.label = label;
        this.sinceMillis = nowMillis;
        this.lastMillis = nowMillis;
    }

    Pair add(Compared event, long nowMillis) {
        lastMillis = nowMillis;
        if (event.live() instanceof Answered live && event.watching() instanceof Answered watching) {
            Tensors one = live.response().outputs();
            Tensors other = watching.response().outputs();
            Differences differences = Differences.of(one, other, label(one));
            answered(event, one, other, differences, nowMillis);
            return pair(event, differences, nowMillis);
        }
        failed(event);
        return pair(event, Differences.NONE, nowMillis);
    }

    private String label(Tensors outputs) {
        String known = label;
        if (known == null) {
            known = Labels.pick(outputs).orElse(Labels.NOTHING);
            label = known;
        }
        return known;
    }

    private synchronized void answered(
            Compared event, Tensors one, Tensors other, Differences differences, long nowMillis) {
        all++;
        both++;
        equal += differences.areEqual() ? 1 : 0;
        for (int i = 0; i < differences.names().size(); i++) {
            String name = differences.names().get(i);
            TensorDifference difference = differences.values().get(i);
            output(name, difference, one.find(name).orElse(null));
            keepIfWorse(event, name, difference, nowMillis);
        }
        if (differences.labels() > 0) {
            labelPairs++;
            labelRows += differences.labels();
            flippedRows += differences.flips();
            flippedPairs += differences.flips() > 0 ? 1 : 0;
        }
        liveBytes += one.byteSize();
        watchingBytes += other.byteSize();
        pairsOfOtherSize += one.byteSize() == other.byteSize() ? 0 : 1;
        latencies.forEach(part -> part.add(event.live(), event.watching()));
    }

    private void output(String name, TensorDifference difference, @Nullable Tensor tensor) {
        OutputState state = outputs.get(name);
        if (state == null && outputs.size() < OUTPUTS_MAX) {
            state = new OutputState(name);
            outputs.put(name, state);
        }
        if (state != null) {
            state.add(difference, tensor != null && Numbers.isFloating(tensor.type()));
        }
    }

    private void keepIfWorse(Compared event, String output, TensorDifference difference, long nowMillis) {
        boolean flip = difference.flips > 0;
        if (!difference.isEqual() && worst.isWorse(flip, difference.relativeMax)) {
            worst.add(new Worst(
                    Texts.id(event.live().request().id()),
                    output,
                    difference.worstRow(),
                    flip,
                    difference.relativeMax,
                    difference.liveText(),
                    difference.watchingText(),
                    nowMillis));
        }
    }

    private synchronized void failed(Compared event) {
        all++;
        if (event.live() instanceof Answered) {
            onlyWatchingFailed++;
        } else if (event.watching() instanceof Answered) {
            onlyLiveFailed++;
        } else {
            bothFailed++;
        }
    }

    private Pair pair(Compared event, Differences differences, long nowMillis) {
        return new Pair(
                event.live().request().id(),
                key.live(),
                key.watching(),
                !(event.live() instanceof Answered),
                !(event.watching() instanceof Answered),
                differences.labels(),
                differences.flips(),
                differences.relativeMax(),
                differences.absoluteMax(),
                event.live().timing().totalNanos(),
                event.watching().timing().totalNanos(),
                event.live().timing().computeNanos(),
                event.watching().timing().computeNanos(),
                nowMillis);
    }

    Key key() {
        return key;
    }

    long lastMillis() {
        return lastMillis;
    }

    synchronized Report report() {
        String output = label;
        return new Report(
                key.live(),
                key.watching(),
                sinceMillis,
                lastMillis,
                new Counts(all, equal, both, onlyLiveFailed, onlyWatchingFailed, bothFailed),
                output == null || output.equals(Labels.NOTHING)
                        ? Optional.empty()
                        : Optional.of(new Label(output, labelRows, flippedRows, labelPairs, flippedPairs)),
                outputs.values().stream().map(OutputState::report).toList(),
                latencies.stream().map(LatencyState::report).toList(),
                new Sizes(liveBytes, watchingBytes, pairsOfOtherSize),
                worst.report());
    }
}
