package io.roundhouse.tabular;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;

/** A number that a date holds, as it was written: a date with an offset is not brought to another zone. */
enum DatePart {
    YEAR,
    QUARTER,
    MONTH,
    DAY,
    DAY_OF_YEAR,
    /** 1 is Monday. */
    WEEKDAY,
    /** By ISO-8601, 1..53. */
    WEEK,
    HOUR,
    MINUTE,
    SECOND,
    /** Days since 1970-01-01, for differences of dates. */
    EPOCH_DAY,
    /** Seconds since 1970-01-01T00:00Z; here the offset counts, without one it is UTC. */
    EPOCH_SECOND;

    double of(IsoDate date) {
        LocalDate day = date.day();
        return switch (this) {
            case YEAR -> day.getYear();
            case QUARTER -> day.get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> day.getMonthValue();
            case DAY -> day.getDayOfMonth();
            case DAY_OF_YEAR -> day.getDayOfYear();
            case WEEKDAY -> day.get(ChronoField.DAY_OF_WEEK);
            case WEEK -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case HOUR -> date.hour();
            case MINUTE -> date.minute();
            case SECOND -> date.second();
            case EPOCH_DAY -> day.toEpochDay();
            case EPOCH_SECOND -> date.epochSecond();
        };
    }
}
