package io.roundhouse.validate;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Dates of ISO 8601 read where they lie: {@code 2024-05-31}, {@code 2024-05-31T10:20}, {@code …:30}, {@code …:30.123},
 * each with {@code Z} or {@code +02:00} or nothing, which is UTC. What no calendar has is no date.
 */
final class IsoDate {
    static final String EXAMPLE = "a date like 2024-05-31 or 2024-05-31T10:20:30Z";

    private static final double NONE = Double.NaN;
    private static final int DATE_LENGTH = 10;
    private static final int MINUTES_LENGTH = 16;
    private static final int SECONDS_LENGTH = 19;
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final long DAYS_TO_1970 = 719_468; // from 1 March of the year 0

    private IsoDate() {}

    /** Milliseconds since 1970, or NaN when it is no date. */
    static double millis(ByteBuffer data, int at, int length) {
        if (length < DATE_LENGTH || data.get(at + 4) != '-' || data.get(at + 7) != '-') {
            return NONE;
        }
        int year = number(data, at, 2) * 100 + number(data, at + 2, 2);
        int month = number(data, at + 5, 2);
        int day = number(data, at + 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
            return NONE;
        }
        double midnight = (double) (epochDay(year, month, day) * DAY);
        return length == DATE_LENGTH ? midnight : midnight + time(data, at + DATE_LENGTH, at + length);
    }

    /** As {@link #millis(ByteBuffer, int, int)}, of a text in the settings. */
    static double millis(byte[] text) {
        return millis(ByteBuffer.wrap(text), 0, text.length);
    }

    /** The date of these milliseconds, without the time when it is midnight. */
    static String text(double millis) {
        String text = Instant.ofEpochMilli((long) millis).toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, text.length() - "T00:00:00Z".length()) : text;
    }

    private static double time(ByteBuffer data, int at, int end) {
        boolean hasMinutes = end - at >= MINUTES_LENGTH - DATE_LENGTH && data.get(at + 3) == ':';
        if (!hasMinutes || (data.get(at) != 'T' && data.get(at) != ' ')) {
            return NONE;
        }
        int hour = number(data, at + 1, 2);
        int minute = number(data, at + 4, 2);
        double millis = within(hour, 23) + within(minute, 59) + (hour * 60L + minute) * MINUTE;
        int next = at + MINUTES_LENGTH - DATE_LENGTH;
        if (next < end && data.get(next) == ':') {
            if (end - at < SECONDS_LENGTH - DATE_LENGTH) {
                return NONE;
            }
            int second = number(data, next + 1, 2);
            millis += within(second, 59) + second * 1000L;
            next += 3;
            int fraction = next < end && data.get(next) == '.' ? digits(data, next + 1, end) : 0;
            millis += fraction == 0 ? 0 : fraction(data, next + 1, fraction);
            next += fraction == 0 ? 0 : fraction + 1;
        }
        return millis - offset(data, next, end);
    }

    private static double offset(ByteBuffer data, int at, int end) {
        if (at == end || (at + 1 == end && data.get(at) == 'Z')) {
            return 0;
        }
        if (end - at != 6 || data.get(at + 3) != ':' || (data.get(at) != '+' && data.get(at) != '-')) {
            return NONE;
        }
        int hour = number(data, at + 1, 2);
        int minute = number(data, at + 4, 2);
        double millis = within(hour, 18) + within(minute, 59) + (hour * 60L + minute) * MINUTE;
        return data.get(at) == '-' ? -millis : millis;
    }

    private static double within(int value, int max) {
        return value < 0 || value > max ? NONE : 0;
    }

    private static int digits(ByteBuffer data, int at, int end) {
        int next = at;
        while (next < end && next - at < 9 && data.get(next) >= '0' && data.get(next) <= '9') {
            next++;
        }
        return next - at;
    }

    private static double fraction(ByteBuffer data, int at, int digits) {
        double millis = 0;
        double unit = 100;
        for (int i = 0; i < digits; i++) {
            millis += (data.get(at + i) - '0') * unit;
            unit /= 10;
        }
        return StrictMath.floor(millis);
    }

    /** So many digits; far below 0 when something else is there. */
    private static int number(ByteBuffer data, int at, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = data.get(at + i) - '0';
            value = digit < 0 || digit > 9 ? -1_000_000 : value * 10 + digit;
        }
        return value;
    }

    private static int days(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Years begin in March, so that the odd day is the last one; 400 years have 146097 days. */
    private static long epochDay(int year, int month, int day) {
        long y = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - DAYS_TO_1970;
    }
}
