package io.roundhouse.anomaly;

import java.util.stream.Stream;

/** One number of one subject, with both its detectors. */
final class Watched {
    private static final double LEVEL_BAR = 6;
    private static final double SEASON_BAR = 6;

    final Feature feature;
    final Level level;
    final Season season;
    private final Bar levelBar = new Bar(LEVEL_BAR);
    private final Bar seasonBar = new Bar(SEASON_BAR);
    private Value last = Value.NONE;

    Watched(Feature feature) {
        this.feature = feature;
        this.level = new Level(feature.floor());
        this.season = new Season(feature.floor());
    }

    void offer(Value value, long millis) {
        levelBar.tick();
        seasonBar.tick();
        level.offer(value);
        season.offer(value, millis, seasonBar.height());
        last = value;
    }

    /** How far off it is, 1 at the bar; for what comes suddenly. */
    double sudden() {
        return Math.abs(level.steady()) / levelBar.height();
    }

    /** The same for what is unusual at this time of the day. */
    double seasonal() {
        return Math.abs(season.steady()) / seasonBar.height();
    }

    double worst() {
        return Math.max(sudden(), seasonal());
    }

    /** The bars that it is over now. */
    Stream<Bar> calling() {
        return Stream.concat(
                sudden() >= 1 ? Stream.of(levelBar) : Stream.empty(),
                seasonal() >= 1 ? Stream.of(seasonBar) : Stream.empty());
    }

    /** Whether it is the time of the day that makes it unusual. */
    boolean isBySeason() {
        return seasonal() >= 1 && seasonal() > sudden();
    }

    double value() {
        return last.t();
    }

    double usual() {
        return isBySeason() ? season.usual() : level.usual();
    }
}
