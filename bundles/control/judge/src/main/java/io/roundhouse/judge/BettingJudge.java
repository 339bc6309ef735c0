package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Judge;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Standing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets every guard's evidence decide.
 *
 * <p>Rolling back: each guard has a part of alpha by its weight, and harm is established when its e-value reaches one over
 * that. The parts add up to alpha, so the chance of any wrong roll-back, ever, is at most alpha (Ville's inequality for
 * one guard, the union bound over them). It stays once it is decided.
 *
 * <p>Promoting: wrong only if some guard is beyond its margin; then that guard's e-value against it must have reached
 * {@code 1/alpha}, whatever the others say. So each may use all of alpha (intersection-union test, Berger 1982). It must
 * hold for all guards at the moment of asking, so that a canary that was good and turned bad is not promoted on old
 * evidence.
 *
 * <p>For the use of such tests on deployments see Lindon, Sanden and Shirikian, "Rapid regression detection in software
 * deployments through sequential testing" (KDD 2022), and Johari, Koomen, Pekelis and Walsh, "Always valid inference:
 * continuous monitoring of A/B tests" (Operations Research 2022), which mix normal likelihood ratios (mSPRT) where bets
 * are used here: bets need no variance and no normal approximation.
 */
final class BettingJudge implements Judge {
    private static final int GUARDS_MAX = 32;
    private static final String FORMAT = "judge1";
    private static final int NOBODY = -1;

    private final List<Guard> guards;
    private final double alpha;
    private final Trial[] trials;
    private final double[] harmNeeded;
    private final double safetyNeeded;
    private int harmful = NOBODY; // the guard that has decided

    BettingJudge(List<Guard> guards, double alpha) {
        this.guards = checked(guards);
        if (!(alpha > 0 && alpha <= 0.5)) {
            throw new IllegalArgumentException("alpha must be above 0 and at most 0.5, was " + alpha);
        }
        this.alpha = alpha;
        this.trials = guards.stream().map(Trial::of).toArray(Trial[]::new);
        double weights = guards.stream().mapToDouble(Guard::weight).sum();
        this.harmNeeded = guards.stream()
                .mapToDouble(guard -> weights / guard.weight() / alpha)
                .toArray();
        this.safetyNeeded = 1 / alpha;
    }

    /** Goes on where the saved one was. */
    BettingJudge(List<Guard> guards, double alpha, String saved) {
        this(guards, alpha);
        Saved.Reader in = new Saved.Reader(saved);
        if (!in.word().equals(FORMAT)) {
            throw new IllegalArgumentException("the saved judge must begin with " + FORMAT + "; begin a new one");
        }
        if (!in.word().equals(fingerprint())) {
            throw new IllegalArgumentException("the judge was saved with other guards or another alpha than "
                    + guards.stream().map(Guard::name).toList() + " and " + alpha + "; begin a new one");
        }
        harmful = (int) in.count();
        for (Trial trial : trials) {
            trial.restore(in);
        }
    }

    private static List<Guard> checked(List<Guard> guards) {
        if (guards.isEmpty() || guards.size() > GUARDS_MAX) {
            throw new IllegalArgumentException("a judge needs 1 to " + GUARDS_MAX + " guards, had " + guards.size());
        }
        Set<String> names = new HashSet<>();
        for (Guard guard : guards) {
            if (!names.add(guard.name())) {
                throw new IllegalArgumentException(
                        "guards must have different names, '" + guard.name() + "' was there twice");
            }
        }
        return List.copyOf(guards);
    }

    /** Guards are records of numbers, words and names: their text says all. */
    private String fingerprint() {
        return Saved.checksum(alpha + guards.toString());
    }

    @Override
    public List<Guard> guards() {
        return guards;
    }

    @Override
    public void pair(int guard, double live, double canary) {
        trials[guard].pair(live, canary);
    }

    @Override
    public void live(int guard, double value) {
        trials[guard].live(value);
    }

    @Override
    public void canary(int guard, double value) {
        trials[guard].canary(value);
    }

    @Override
    public Decision decision() {
        if (harmful != NOBODY) {
            return Decision.ROLL_BACK;
        }
        boolean harmless = true;
        for (int i = 0; i < trials.length; i++) {
            if (!hasData(i)) {
                harmless = false;
            } else if (trials[i].isHarmful(harmNeeded[i])) {
                harmful = i;
                return Decision.ROLL_BACK;
            }
        }
        for (int i = 0; harmless && i < trials.length; i++) {
            harmless = trials[i].isHarmless(safetyNeeded);
        }
        return harmless ? Decision.PROMOTE : Decision.CONTINUE;
    }

    private boolean hasData(int i) {
        return trials[i].liveMissing() <= 0 && trials[i].canaryMissing() <= 0;
    }

    @Override
    public Standing standing(int guard) {
        decision(); // what has decided stays
        return standingNow(guard);
    }

    private Standing standingNow(int i) {
        if (i == harmful || (hasData(i) && trials[i].isHarmful(harmNeeded[i]))) {
            return Standing.HARMFUL;
        }
        return hasData(i) && trials[i].isHarmless(safetyNeeded) ? Standing.HARMLESS : Standing.UNDECIDED;
    }

    @Override
    public long canaryCount(int guard) {
        return guards.get(guard).dataMin() - trials[guard].canaryMissing();
    }

    @Override
    public Verdict verdict() {
        Decision decision = decision();
        Findings findings = new Findings(decision, alpha);
        for (int i = 0; i < trials.length; i++) {
            findings.add(trials[i], standingNow(i), harmNeeded[i], safetyNeeded);
        }
        return findings.verdict();
    }

    @Override
    public String save() {
        Saved.Writer out = new Saved.Writer().add(FORMAT).add(fingerprint()).add(harmful);
        for (Trial trial : trials) {
            trial.save(out);
        }
        return out.finish();
    }
}
