package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what every constraint has in common: {@code action}, {@code value}, {@code reason}. */
final class ConstraintText {
    private static final String[] COMMON = {"action", "value", "reason"};

    private ConstraintText() {}

    /** The section of a constraint, with its keys checked; empty when the column has none of that kind. */
    static Optional<Settings> section(Settings column, Kind kind, String... keys) {
        if (!column.has(kind.key())) {
            return Optional.empty();
        }
        Settings section = column.section(kind.key());
        String[] all = new String[keys.length + COMMON.length];
        System.arraycopy(keys, 0, all, 0, keys.length);
        System.arraycopy(COMMON, 0, all, keys.length, COMMON.length);
        return Optional.of(section.allow(all));
    }

    static Constraint read(String column, Kind kind, Settings section, String must) {
        Action action = section.choice("action", kind.usual());
        if (!kind.allows(action)) {
            throw section.invalid(
                    "action",
                    "of '" + kind.key() + "' must be one of "
                            + kind.allowed().stream().map(Action::key).toList(),
                    null);
        }
        boolean declares = action == Action.IMPUTE && kind != Kind.SUM;
        if (declares && !section.has("value")) {
            throw section.invalid("action", "impute needs a 'value' to put there", null);
        }
        if (!declares && section.has("value")) {
            throw section.invalid("value", "is only for 'action: impute'", null);
        }
        return new Constraint(column, kind, action, declares ? section.text("value") : "", must);
    }

    /** What is wrong with the value that is to be put there, which would be refused itself. */
    static void requireKept(Settings section, @Nullable Constraint broken) {
        if (broken != null) {
            throw section.invalid(
                    "value",
                    "'" + section.text("value") + "' of '" + broken.column() + "' would not be right itself: "
                            + broken.must(),
                    null);
        }
    }
}
