package io.roundhouse.alerts;

import io.roundhouse.alerts.Slo.Burn;
import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Alerts.State;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules, their past, and where each alert stands. It knows no clock, no thread and no one to tell: each step is given a
 * moment and all numbers of it, so that a month passes in a test as it does in a server. One thread.
 */
final class Engine {
    private static final long RESOLVED_MILLIS = 24 * 60 * 60 * 1000L;
    private static final int STANDINGS_MAX = 5_000;

    private final Rulebook book;
    private final List<Watching> watchings = new ArrayList<>();
    private final Map<String, SloHistory> histories = new LinkedHashMap<>();
    private final Map<String, Slo> slos = new HashMap<>();
    private final Map<Identity, Standing> standings = new LinkedHashMap<>();

    Engine(Rulebook book) {
        this(book, null, 0);
    }

    /** Goes on with what an engine knew whose rules were others: what is written the same keeps its past. */
    Engine(Rulebook book, @Nullable Engine before, long now) {
        this.book = book;
        for (Rule rule : book.rules()) {
            Watching known = before == null ? null : before.watching(rule);
            watchings.add(known == null ? new Watching(rule, signal(rule)) : new Watching(rule, known.signal()));
        }
        for (Slo slo : book.slos()) {
            SloHistory known =
                    before != null && slo.equals(before.slos.get(slo.name())) ? before.histories.get(slo.name()) : null;
            SloHistory history = known == null ? new SloHistory(slo) : known;
            histories.put(slo.name(), history);
            slos.put(slo.name(), slo);
            List<Rule> rules = slo.rules();
            for (int i = 0; i < rules.size(); i++) {
                Burn burn = Slo.BURNS.get(i);
                watchings.add(new Watching(rules.get(i), new BurnSignal(history, burn)));
            }
        }
        if (before != null) {
            before.standings.values().forEach(standing -> adopt(standing, now));
        }
    }

    private static Signal signal(Rule rule) {
        return Signal.of(RuleReader.question(rule.written()));
    }

    private @Nullable Watching watching(Rule rule) {
        return watchings.stream()
                .filter(watching -> watching.rule().written().equals(rule.written())
                        && watching.rule().name().equals(rule.name()))
                .findFirst()
                .orElse(null);
    }

    private void adopt(Standing standing, long now) {
        Rule rule = rule(standing.identity().rule());
        if (rule != null) {
            standing.adopt(rule);
        } else if (standing.state() == State.PENDING) {
            return;
        } else if (standing.isFiring()) {
            standing.end(now);
        }
        standings.put(standing.identity(), standing);
    }

    @Nullable
    Rule rule(String name) {
        return watchings.stream()
                .map(Watching::rule)
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Looks at the numbers of one moment.
     *
     * @return the alerts that came into another state, a pending one that ended before it fired excepted
     */
    List<Standing> step(long now, List<Sample> samples) {
        Board board = new Board(samples);
        List<Standing> changed = new ArrayList<>();
        histories.values().forEach(history -> history.look(now, board));
        for (Watching watching : watchings) {
            look(watching, now, board, changed);
        }
        forget(now);
        return changed;
    }

    private void look(Watching watching, long now, Board board, List<Standing> changed) {
        Rule rule = watching.rule();
        Set<Map<String, String>> holding = new HashSet<>();
        watching.look(now, board).forEach((labels, value) -> {
            if (rule.threshold().isBeyond(value)) {
                holding.add(labels);
                holds(rule, labels, value, now, changed);
            }
        });
        standings.values().removeIf(standing -> {
            boolean ended = standing.identity().rule().equals(rule.name())
                    && !holding.contains(standing.identity().labels());
            if (ended && standing.fails(now)) {
                changed.add(standing);
            }
            return ended && standing.state() == State.PENDING;
        });
    }

    private void holds(Rule rule, Map<String, String> labels, double value, long now, List<Standing> changed) {
        Identity identity = new Identity(rule.name(), labels);
        Standing known = standings.get(identity);
        if (known != null) {
            if (known.holds(value, now)) {
                changed.add(known);
            }
        } else if (standings.size() < STANDINGS_MAX) {
            Standing begun = new Standing(rule, labels, now);
            begun.holds(value, now);
            standings.put(identity, begun);
            changed.add(begun);
        }
    }

    private void forget(long now) {
        standings
                .values()
                .removeIf(standing -> standing.state() == State.RESOLVED && now - standing.since() > RESOLVED_MILLIS);
    }

    /** An alert that fired before the server ended; nothing where its rule is not there any more. */
    void restore(Identity identity, long since, boolean acted, long now) {
        for (Watching watching : watchings) {
            if (watching.rule().name().equals(identity.rule())) {
                long keptUntil = now + watching.signal().windowMillis() + 2 * Ring.STEP_MILLIS;
                standings.put(
                        identity, Standing.restored(watching.rule(), identity.labels(), since, acted, now, keptUntil));
            }
        }
    }

    Collection<Standing> standings() {
        return standings.values();
    }

    /** Latest first. */
    List<Alerts.Alert> alerts() {
        return standings.values().stream()
                .map(Standing::alert)
                .sorted(Comparator.comparingLong(Alerts.Alert::sinceMillis).reversed())
                .toList();
    }

    List<Alerts.Rule> rules() {
        return watchings.stream()
                .map(watching -> new Alerts.Rule(
                        watching.rule().name(),
                        watching.rule().severity(),
                        watching.rule().expression(),
                        watching.rule().pending(),
                        watching.rule().actions().stream().map(Action::text).toList(),
                        watching.note()))
                .toList();
    }

    Rulebook book() {
        return book;
    }

    Map<String, SloHistory> histories() {
        return histories;
    }

    @Nullable
    Slo slo(String name) {
        return slos.get(name);
    }
}
