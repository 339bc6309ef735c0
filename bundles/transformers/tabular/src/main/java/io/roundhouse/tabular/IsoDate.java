package io.roundhouse.tabular;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A date of ISO-8601, read from bytes: {@code 2026-11-27}, or with a time behind {@code T} or a space, {@code 19:23},
 * {@code 19:23:34} or {@code 19:23:34.5}, and an offset {@code Z}, {@code +01:00} or {@code +0100}. Without a time it
 * begins its day.
 */
record IsoDate(LocalDate day, int secondOfDay, int offsetSeconds) {
    /** Empty when the element is no such date, or none of the calendar. */
    static Optional<IsoDate> read(Texts text) {
        Reader reader = new Reader(text);
        int year = reader.number(4);
        int month = reader.then('-') ? reader.number(2) : -1;
        int day = reader.then('-') ? reader.number(2) : -1;
        int second = 0;
        int offset = 0;
        if (reader.then('T') || reader.then(' ')) {
            second = time(reader);
            offset = offset(reader);
        }
        if (!reader.isGood() || second < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new IsoDate(LocalDate.of(year, month, day), second, offset));
        } catch (DateTimeException e) {
            return Optional.empty(); // a 31st of February
        }
    }

    int hour() {
        return secondOfDay / 3600;
    }

    int minute() {
        return secondOfDay / 60 % 60;
    }

    int second() {
        return secondOfDay % 60;
    }

    long epochSecond() {
        return day.toEpochDay() * 86_400 + secondOfDay - offsetSeconds;
    }

    private static int time(Reader reader) {
        int hour = reader.number(2);
        int minute = reader.then(':') ? reader.number(2) : -1;
        int second = 0;
        if (reader.then(':')) {
            second = reader.number(2);
            if (reader.then('.') || reader.then(',')) {
                reader.fraction();
            }
        }
        boolean good = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return good ? hour * 3600 + minute * 60 + second : -1;
    }

    private static int offset(Reader reader) {
        boolean east = reader.then('+');
        if (!east && !reader.then('-')) {
            reader.then('Z');
            return 0;
        }
        int hour = reader.number(2);
        reader.then(':');
        int minute = reader.isAtEnd() ? 0 : reader.number(2);
        if (hour > 18 || minute > 59) {
            reader.fail();
        }
        return (east ? 1 : -1) * (hour * 3600 + minute * 60);
    }

    /** Goes through the bytes once, and remembers whether they were as expected. */
    private static final class Reader {
        private final Texts text;
        private int at;
        private boolean failed;

        Reader(Texts text) {
            this.text = text;
        }

        /** So many digits. */
        int number(int digits) {
            int number = 0;
            for (int i = 0; i < digits; i++) {
                int digit = isAtEnd() ? -1 : text.data.get(text.at + at) - '0';
                if (digit < 0 || digit > 9) {
                    failed = true;
                    return -1;
                }
                number = number * 10 + digit;
                at++;
            }
            return number;
        }

        /** One to nine digits. */
        void fraction() {
            int from = at;
            while (at - from < 9 && !isAtEnd() && Character.isDigit(text.data.get(text.at + at))) {
                at++;
            }
            failed |= at == from;
        }

        /** Past that character, if it is there. */
        boolean then(char wanted) {
            boolean found = !isAtEnd() && text.data.get(text.at + at) == wanted;
            at += found ? 1 : 0;
            return found;
        }

        boolean isAtEnd() {
            return at == text.length;
        }

        void fail() {
            failed = true;
        }

        boolean isGood() {
            return !failed && isAtEnd();
        }
    }
}
