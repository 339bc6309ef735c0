package io.roundhouse.host;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.host.Strikes.Strike;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the requests that crash hosts, and keeps them out.
 *
 * <p>Idea: whatever was in flight in a host when it died is suspect. With one suspect it is the suspect's strike. With several
 * nobody knows: each is run once more by itself, where another crash tells; what may not be run twice is run by itself when
 * it comes again. The second crash lists a request, if it was alone in that one: so a poison costs two crashes at most (as long as
 * it is remembered, and one host serves its model), and an innocent is never listed for the company it was in.
 *
 * <p>{@link #admit} is for every call, on any thread, and costs next to nothing while nothing is known against anybody. The other
 * methods are for when a host has died.
 *
 * <p>Source: the poison messages of queues, which are put aside after some deliveries, and query-of-death lists of search servers
 * (Dean and Barroso, "The Tail at Scale", CACM 2013, call their relatives canary requests).
 */
final class Quarantine {
    /** What is known, for those who only look. */
    private record View(Map<Fingerprint, Strike> strikes, Set<Long> sketches) {
        static final View EMPTY = new View(Map.of(), Set.of());
    }

    private final QuarantineSettings settings;
    private final InstantSource clock;
    private final Strikes strikes;
    private final Deque<Instant> listings = new ArrayDeque<>(); // of the window, bounded by what the alert needs
    private final QuarantineCounts counts = new QuarantineCounts();
    private volatile View view = View.EMPTY;

    Quarantine(QuarantineSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.strikes = new Strikes(settings.max(), settings.listedFor());
    }

    /**
     * How this may be run.
     *
     * @param model as for {@link Fingerprint#of}
     */
    QuarantinePass admit(String model, Tensors input) {
        View known = view;
        if (known.strikes().isEmpty() || !known.sketches().contains(Fingerprint.sketch(model, input))) {
            return QuarantinePass.FREE;
        }
        Fingerprint fingerprint = Fingerprint.of(model, input);
        Strike strike = known.strikes().get(fingerprint);
        Instant now = clock.instant();
        if (strike == null
                || !now.isBefore(strike.last().plus(settings.listedFor().multipliedBy(2)))) {
            return QuarantinePass.FREE;
        }
        if (!strike.isListed(now)) {
            return QuarantinePass.ALONE;
        }
        counts.refused();
        return new QuarantinePass.Refused(sentence(fingerprint, strike));
    }

    /** How a batch may be run of which every row is a call of its own: as its worst row. */
    QuarantinePass admitRows(String model, Tensors batch) {
        if (view.strikes().isEmpty()) {
            return QuarantinePass.FREE;
        }
        QuarantinePass worst = QuarantinePass.FREE;
        for (long row = 0; row < batch.rows(); row++) {
            QuarantinePass pass = admit(model, batch.rows(row, 1));
            if (pass instanceof QuarantinePass.Refused) {
                return pass;
            }
            worst = pass instanceof QuarantinePass.Alone ? pass : worst;
        }
        return worst;
    }

    /** A host died by itself with these in flight in it. */
    synchronized QuarantinePlan crashed(Collection<QuarantineSuspect> inFlight, String how) {
        Set<Fingerprint> different = new HashSet<>();
        inFlight.forEach(suspect -> different.add(suspect.fingerprint()));
        boolean alone = different.size() == 1;
        for (QuarantineSuspect suspect : inFlight) {
            if (different.remove(suspect.fingerprint())) {
                strike(suspect, alone, how);
            }
        }
        return plan(inFlight, how);
    }

    /** A host was killed because of one of them; the others are innocent. */
    synchronized QuarantinePlan hung(QuarantineSuspect reason, Collection<QuarantineSuspect> others, String how) {
        strike(reason, true, how);
        List<QuarantineSuspect> all = new ArrayList<>(others);
        all.add(reason);
        return plan(all, how);
    }

    /** It was run by itself, and the host lives. */
    synchronized void acquitted(Fingerprint fingerprint) {
        strikes.acquit(fingerprint);
        publish();
    }

    /** Lists one at once: it took a whole server with it, see {@link CrashJournal}. */
    synchronized void condemn(Fingerprint fingerprint, long sketch, String how) {
        strikes.list(fingerprint, sketch, how, clock.instant());
        listed();
        publish();
    }

    /** How many different requests were listed within the window; at most one more than are too many. */
    synchronized int recentPoisons() {
        Instant since = clock.instant().minus(settings.window());
        while (!listings.isEmpty() && listings.peekFirst().isBefore(since)) {
            listings.removeFirst();
        }
        return listings.size();
    }

    /** Whether that is an attack, or a model that cannot do what it is used for: a person has to look. */
    boolean alert() {
        return recentPoisons() >= settings.poisonsMax();
    }

    QuarantineCounts counts() {
        return counts;
    }

    /** How many requests are refused now. */
    long listedNow() {
        Instant now = clock.instant();
        return view.strikes().values().stream()
                .filter(strike -> strike.isListed(now))
                .count();
    }

    synchronized long evicted() {
        return strikes.evicted();
    }

    private void strike(QuarantineSuspect suspect, boolean alone, String how) {
        Instant now = clock.instant();
        Strike before = strikes.find(suspect.fingerprint());
        boolean was = before != null && before.isListed(now);
        Strike strike = strikes.add(suspect.fingerprint(), suspect.sketch(), alone, how, now);
        if (alone) {
            counts.struck();
        }
        if (!was && strike.isListed(now)) {
            listed();
        }
        publish();
    }

    private void listed() {
        counts.listed();
        listings.addLast(clock.instant());
        if (listings.size() > settings.poisonsMax()) {
            listings.removeFirst();
        }
    }

    private QuarantinePlan plan(Collection<QuarantineSuspect> suspects, String how) {
        List<Long> retries = new ArrayList<>();
        List<QuarantinePlan.Failure> failures = new ArrayList<>();
        Instant now = clock.instant();
        for (QuarantineSuspect suspect : suspects) {
            Strike strike = strikes.find(suspect.fingerprint());
            boolean listed = strike != null && strike.isListed(now);
            String why = strike != null && listed ? sentence(suspect.fingerprint(), strike) : whyNotAgain(suspect, how);
            if (why.isEmpty()) {
                retries.add(suspect.call());
                counts.retried();
            } else {
                failures.add(new QuarantinePlan.Failure(suspect.call(), listed, why));
            }
        }
        return new QuarantinePlan(retries, failures);
    }

    private String whyNotAgain(QuarantineSuspect suspect, String how) {
        String gone = "the engine's process " + how;
        if (suspect.retry()) {
            return gone + ", and this was tried again already";
        }
        if (!suspect.repeatable()) {
            return gone + ", and the model may not be asked twice";
        }
        return suspect.remaining().compareTo(settings.retryMin()) < 0
                ? gone + ", and no time is left to ask again"
                : "";
    }

    private void publish() {
        Map<Fingerprint, Strike> now = strikes.copy();
        Set<Long> sketches = new HashSet<>();
        now.values().forEach(strike -> sketches.add(strike.sketch()));
        view = new View(now, sketches);
    }

    private static String sentence(Fingerprint fingerprint, Strike strike) {
        return "request " + fingerprint.id() + " is not run again until "
                + strike.listedUntil().truncatedTo(ChronoUnit.SECONDS)
                + ": the engine's process " + strike.how() + " when it ran"
                + (strike.crashes() > 1 ? ", " + strike.crashes() + " times" : "");
    }
}
