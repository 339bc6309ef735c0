package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;

/**
 * How a schema is learnt: the section {@code learn}.
 *
 * @param action of what is learnt: reject or flag
 * @param outside the share of clean rows that may lie beyond a learnt bound
 * @param rowsMin fewer rows teach nothing
 */
record Learning(Action action, double outside, int rowsMin) {
    static Learning read(Settings settings) {
        Settings learn = settings.section("learn").allow("action", "outside", "rows_min");
        Action action = learn.choice("action", Action.REJECT);
        if (action == Action.IMPUTE || action == Action.CLIP) {
            throw learn.invalid(
                    "action", "must be reject or flag; change single constraints where they are written", null);
        }
        return new Learning(
                action, learn.number("outside", 1e-6, 1e-12, 0.01), (int) learn.integer("rows_min", 50, 20, 1_000_000));
    }
}
