package io.roundhouse.drift;

/**
 * How unlikely it is that two samples of one distribution lie so far apart. Each is a bound that holds for samples of any size,
 * as what is asked for are tails of one in a million and less, where limit theorems are off by orders of magnitude. Pure.
 */
final class Tails {
    private static final double[] LANCZOS = {
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    private Tails() {}

    /**
     * Of the greatest difference of two distribution functions: e·exp(-2 h D²) with h = nm/(n+m) (Dvoretzky, Kiefer, Wolfowitz;
     * Massart 1990; for two samples Wei and Dudley 2012). Looked at in a few places only, it holds all the more.
     */
    static double kolmogorov(double difference, double n, double m) {
        double h = n * m / (n + m);
        return Math.min(1, Math.exp(1 - 2 * h * difference * difference));
    }

    /**
     * Of x hits in n draws and y in m, whichever has more: given x + y, x is hypergeometric (Fisher's exact test). Its
     * probabilities fall faster than geometrically beyond x, which bounds their sum.
     */
    static double shares(double x, double n, double y, double m) {
        if (n <= 0 || m <= 0 || x + y <= 0) {
            return 1;
        }
        return Math.min(1, 2 * (x / n > y / m ? tail(x, n, y, m) : tail(y, m, x, n)));
    }

    /** That of the draws n at least x are hits. */
    private static double tail(double x, double n, double y, double m) {
        double ratio = y * (n - x) / ((x + 1) * (m - y + 1));
        if (ratio >= 1) {
            return 1;
        }
        double log = logChoose(n, x) + logChoose(m, y) - logChoose(n + m, x + y);
        return Math.min(1, Math.exp(log) / (1 - ratio));
    }

    private static double logChoose(double n, double k) {
        return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
    }

    /** Lanczos (1964), of numbers from 1 on. */
    static double logGamma(double x) {
        double z = x - 1;
        double sum = 0.9999999999998099;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (z + i + 1);
        }
        double t = z + LANCZOS.length - 0.5;
        return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
    }

    /**
     * Of the distance of two means of bounded points: Bousquet's inequality (2002) for the norm of a sum of independent
     * points.
     *
     * @param trace the variance of a point in all directions together
     * @param greatest the same in the direction in which it is greatest
     * @param norm no point is longer
     */
    static double meanDistance(double distance, double trace, double greatest, double norm, double n, double m) {
        double both = 1 / n + 1 / m;
        double expected = Math.sqrt(trace * both);
        if (distance <= expected) {
            return 1;
        }
        double most = 2 * norm / Math.min(n, m); // what one point can move
        double linear = Math.sqrt(2 * (greatest * both + 2 * most * expected));
        double over = distance - expected;
        // over = linear √x + most/3 x
        double root = (Math.sqrt(linear * linear + 4 * most / 3 * over) - linear) / (2 * most / 3);
        return Math.exp(-root * root);
    }
}
