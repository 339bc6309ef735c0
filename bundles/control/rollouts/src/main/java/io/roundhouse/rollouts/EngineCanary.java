package io.roundhouse.rollouts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.server.control.Rollouts.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another version of an engine as a canary of all its models: one harmed is enough to take it away, all ready are needed to
 * let it take over. What blocks runs on the caller's thread, or on one of its own when nobody calls.
 */
final class EngineCanary implements EngineCanaries {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.rollouts");

    private final TakingPart taking;
    private final PluginControl plugins;
    private final OrderBook book;
    private final LongSupplier wallMillis;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Order order;

    EngineCanary(Courses courses, PluginControl plugins, OrderBook book, LongSupplier wallMillis) {
        this.taking = new TakingPart(courses, plugins);
        this.plugins = plugins;
        this.book = book;
        this.wallMillis = wallMillis;
    }

    /** Goes on with what an earlier life was about; the engine itself comes with {@link #comeBack}. */
    void remember() {
        Order known = book.readOrder();
        if (known != null) {
            taking.plan(known);
            order = known;
        }
    }

    /** After a restart the engine is not running: adds it again, or gives up. */
    void comeBack() {
        Order known = order;
        if (known == null || !busy.compareAndSet(false, true)) {
            return;
        }
        try {
            plugins.addBeside(known.engine(), known.version(), step -> {});
        } catch (InferenceException e) {
            end(known, Outcome.ROLLED_BACK, "server", "after a restart: " + e.sentence());
        } finally {
            busy.set(false);
        }
    }

    @Override
    public Optional<Report> canary() {
        return Optional.ofNullable(order).map(taking::report);
    }

    @Override
    public Report start(
            String engine,
            String version,
            List<String> models,
            double shadowPercent,
            double tolerance,
            boolean auto,
            Consumer<Step> progress) {
        requireNone();
        Order next = taking.order(engine, version, models, shadowPercent, tolerance, auto, wallMillis.getAsLong());
        requireIdle();
        try {
            requireNone();
            plugins.addBeside(engine, version, progress);
            book.writeOrder(next);
            order = next;
            taking.begin(next);
            return taking.report(next);
        } finally {
            busy.set(false);
        }
    }

    private void requireNone() {
        Order other = order;
        if (other != null) {
            throw invalid("engine " + other.engine() + " " + other.version()
                    + " is a canary already; one at a time: 'promote' or 'abort' it first");
        }
    }

    private void requireIdle() {
        if (!busy.compareAndSet(false, true)) {
            throw new InferenceException(ErrorCode.OVERLOADED, "an engine is being changed already; one at a time");
        }
    }

    @Override
    public void promote(Consumer<Step> progress) {
        Order now = require();
        change(() -> takeOver(now, "person", "promoted by hand", progress));
    }

    @Override
    public void abort(Consumer<Step> progress) {
        Order now = require();
        change(() -> takeAway(now, "person", "aborted by hand", progress));
    }

    private Order require() {
        Order now = order;
        if (now == null) {
            throw invalid("no engine is a canary; 'start' begins one");
        }
        return now;
    }

    private void change(Runnable work) {
        requireIdle();
        try {
            work.run();
        } finally {
            busy.set(false);
        }
    }

    /** One look; begins what is to be done on a thread of its own. */
    void look() {
        Order now = order;
        if (now == null || busy.get()) {
            return;
        }
        Optional<String> harm = taking.harm(now);
        if (harm.isPresent()) {
            work(() -> takeAway(now, "judge", harm.get(), step -> {}));
        } else if (now.auto() && taking.waiting(now).isEmpty()) {
            work(() -> takeOver(now, "judge", "every guard of every model was established", step -> {}));
        }
    }

    private void work(Runnable work) {
        if (busy.compareAndSet(false, true)) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (InferenceException e) {
                            LOG.warn("engine canary not ended as it should reason=\"{}\"", e.sentence());
                        } finally {
                            busy.set(false);
                        }
                    },
                    "roundhouse-rollouts-engine");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void takeOver(Order now, String by, String reason, Consumer<Step> progress) {
        try {
            plugins.swap(now.engine(), now.version(), progress);
        } catch (InferenceException e) {
            takeAway(now, "server", e.sentence(), progress);
            throw e;
        }
        end(now, Outcome.PROMOTED, by, reason);
    }

    /** First the arms, so that no request is sent to what goes. */
    private void takeAway(Order now, String by, String reason, Consumer<Step> progress) {
        end(now, Outcome.ROLLED_BACK, by, reason);
        plugins.takeAway(now.engine(), now.version(), progress);
    }

    private void end(Order now, Outcome outcome, String by, String reason) {
        taking.end(now, outcome, by, reason, wallMillis.getAsLong());
        book.writeOrder(null);
        order = null;
        LOG.info(
                "engine canary ended engine={} version={} outcome={} by={} reason=\"{}\"",
                now.engine(),
                now.version(),
                outcome,
                by,
                reason);
    }

    private static InferenceException invalid(String message) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, message);
    }
}
