package io.roundhouse.bandit;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The shares that Thompson sampling would give: how often each arm has the greatest of draws from the posteriors. To draw
 * for each request gives the same shares, but costs 0.1 us an arm and a generator a thread, and the same request would go
 * another way when it is sent again.
 */
final class Thompson {
    /** Draws for one set of shares: the error of a share is at most 2.2 points, and gone with the next set. */
    private static final int DRAWS = 512;

    private final SplittableRandom random;

    Thompson(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One share for each, with a sum of 1. */
    double[] shares(List<Posterior> arms) {
        double[] wins = new double[arms.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            int best = 0;
            double greatest = -1;
            for (int i = 0; i < wins.length; i++) {
                double value = beta(arms.get(i).alpha(), arms.get(i).beta());
                if (value > greatest) {
                    greatest = value;
                    best = i;
                }
            }
            wins[best] += 1.0 / DRAWS;
        }
        return wins;
    }

    private double beta(double alpha, double beta) {
        double x = gamma(alpha);
        return x / (x + gamma(beta));
    }

    /** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); the shape is at least 1 here. */
    private double gamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
