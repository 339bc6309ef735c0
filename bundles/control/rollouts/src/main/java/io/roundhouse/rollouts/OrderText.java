package io.roundhouse.rollouts;

import java.util.List;
import java.util.Properties;

/** The order of an engine's canary as lines, and back; see {@link StateText}. */
final class OrderText {
    private OrderText() {}

    static Properties write(Order order) {
        Properties lines = new Properties();
        lines.setProperty("engine", order.engine());
        lines.setProperty("version", order.version());
        lines.setProperty("from", order.from());
        lines.setProperty("models", String.join(" ", order.models()));
        lines.setProperty("shadow", String.valueOf(order.shadowPercent()));
        lines.setProperty("tolerance", String.valueOf(order.tolerance()));
        lines.setProperty("auto", String.valueOf(order.auto()));
        lines.setProperty("since", String.valueOf(order.sinceMillis()));
        return lines;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException says which line is wrong
     */
    static Order read(Properties lines) {
        return new Order(
                StateText.text(lines, "engine"),
                StateText.text(lines, "version"),
                StateText.text(lines, "from"),
                List.of(StateText.text(lines, "models").split(" ", -1)),
                Double.parseDouble(StateText.text(lines, "shadow")),
                Double.parseDouble(StateText.text(lines, "tolerance")),
                Boolean.parseBoolean(StateText.text(lines, "auto")),
                StateText.number(lines, "since", Long.MAX_VALUE));
    }
}
