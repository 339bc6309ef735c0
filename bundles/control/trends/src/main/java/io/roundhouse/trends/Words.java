package io.roundhouse.trends;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers and days as a person reads them. */
final class Words {
    static final String NOTHING = "–";
    private static final double KILO = 1_000;
    private static final double KIBI = 1_024;
    private static final double MANY = 10; // times, from which on percent say nothing

    private Words() {}

    static String count(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** Three digits that say something, and no exponent. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return NOTHING;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0
                ? "0"
                : String.format(Locale.ROOT, "%,." + Math.max(0, places(rounded)) + "f", rounded);
    }

    private static int places(BigDecimal rounded) {
        return rounded.stripTrailingZeros().scale();
    }

    static String percent(double part, double whole) {
        return whole > 0 ? number(100 * part / whole) + " %" : NOTHING;
    }

    static String seconds(double value) {
        if (!Double.isFinite(value)) {
            return NOTHING;
        }
        return value < 1 ? number(value * KILO) + " ms" : number(value) + " s";
    }

    static String joules(double value) {
        if (!(value > 0)) {
            return NOTHING;
        }
        if (value < 1) {
            return number(value * KILO) + " mJ";
        }
        if (value < KILO) {
            return number(value) + " J";
        }
        return value < KILO * KILO ? number(value / KILO) + " kJ" : number(value / KILO / KILO) + " MJ";
    }

    static String bytes(double value) {
        double mebibytes = value / KIBI / KIBI;
        return mebibytes < KIBI ? number(mebibytes) + " MiB" : number(mebibytes / KIBI) + " GiB";
    }

    /** {@code 12 % more than}, {@code as much as}: how a number stands to the one before. */
    static String against(double now, double before, String more, String less) {
        double change = now / before - 1;
        if (Math.abs(change) < 0.005) {
            return "as " + more + " as";
        }
        return change > MANY - 1
                ? number(now / before) + " times as " + more + " as"
                : Math.round(100 * Math.abs(change)) + " % " + (change > 0 ? "more" : less) + " than";
    }

    /** {@code +12 %}; nothing where there was nothing before. */
    static String change(double now, double before) {
        if (!(before > 0) || !Double.isFinite(now)) {
            return NOTHING;
        }
        if (now > MANY * before) {
            return number(now / before) + " times";
        }
        long percent = Math.round(100 * (now / before - 1));
        return (percent > 0 ? "+" : "") + String.format(Locale.ROOT, "%,d", percent) + " %";
    }

    static String name(YearMonth month) {
        return month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String name(LocalDate day) {
        return day.getDayOfMonth() + " " + day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** {@code 5, 6 and 17 October}; all of one month. */
    static String days(Collection<LocalDate> days) {
        StringBuilder text = new StringBuilder();
        for (Iterator<LocalDate> all = days.iterator(); all.hasNext(); ) {
            LocalDate day = all.next();
            String between = all.hasNext() ? ", " : " and ";
            text.append(text.isEmpty() ? "" : between).append(all.hasNext() ? "" + day.getDayOfMonth() : name(day));
        }
        return text.toString();
    }

    static String some(int number, String one, String many) {
        return number == 1 ? "1 " + one : count(number) + " " + many;
    }

    /** Safe in a table of Markdown, whatever a name has in it. */
    static String code(String name) {
        return "`" + name.replace("`", "'").replace("|", "/").replaceAll("\\s+", " ") + "`";
    }

    static String row(Collection<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
