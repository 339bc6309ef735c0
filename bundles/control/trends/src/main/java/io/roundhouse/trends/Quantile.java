package io.roundhouse.trends;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series that is made of a histogram's bars when somebody asks: {@code NAME:p99} of {@code NAME_bucket}. Bars add up over
 * any time and any arms, so a month's quantile is as good as a minute's: within the bar, values are taken to lie evenly.
 *
 * @param name the histogram's, without {@code _bucket}
 * @param share 0 to 1
 */
record Quantile(String name, double share) {
    private static final Pattern NAME = Pattern.compile("(.+):p(\\d{1,2}(?:\\.\\d{1,3})?)");
    private static final String INFINITE = "+Inf";

    static Optional<Quantile> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Quantile(matcher.group(1), Double.parseDouble(matcher.group(2)) / 100))
                : Optional.empty();
    }

    static String name(String bucket, String percent) {
        return bucket.substring(0, bucket.length() - SeriesKey.BUCKET.length()) + ":p" + percent;
    }

    /** The bar's upper end; none where it is no number. */
    static Optional<Double> bound(SeriesKey bucket) {
        return bucket.label(SeriesKey.BOUND).flatMap(Quantile::number);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(text.equals(INFINITE) ? Double.POSITIVE_INFINITY : Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The value that this share of all was at most.
     *
     * @param below how many were at most each bound
     * @return NaN where there was nothing; the greatest bound that is a number where it lies beyond
     */
    static double of(Map<Double, Double> below, double share) {
        TreeMap<Double, Double> bars = new TreeMap<>(below);
        double all =
                bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (all <= 0) {
            return Double.NaN;
        }
        double rank = share * all;
        double from = 0;
        double fromCount = 0;
        for (Map.Entry<Double, Double> bar : bars.entrySet()) {
            double count = Math.max(fromCount, bar.getValue());
            if (count >= rank && count > fromCount) {
                boolean finite = Double.isFinite(bar.getKey());
                return finite ? from + (bar.getKey() - from) * (rank - fromCount) / (count - fromCount) : from;
            }
            from = Double.isFinite(bar.getKey()) ? bar.getKey() : from;
            fromCount = count;
        }
        return from;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:p%s", name, share * 100);
    }
}
