package io.roundhouse.spi.monitor;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Numbers that a plugin keeps about its own work, for monitors to show. Registered as a service, beside what else the plugin
 * offers; it needs no properties.
 */
@ConsumerType
@FunctionalInterface
public interface PluginMeters {
    /**
     * A fresh snapshot. Asked now and then on a monitor's threads, several at once; must neither block nor take long. What it
     * throws is caught, and its meters are missing then.
     *
     * @return meters of one name have the same kind and the same labels' names; of one name and labels there is one
     */
    List<Meter> meters();

    /** What a number does. */
    enum Kind {
        /** Only grows, but for a restart of the plugin. */
        COUNT,
        /** Goes up and down. */
        GAUGE
    }

    /**
     * One number.
     *
     * @param name {@code roundhouse.NOUN.…}, in lower case with points between words
     * @param labels names in lower case; few values each, never what a client invents
     */
    record Meter(String name, String description, Kind kind, Map<String, String> labels, double value) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9]+)+");

        public Meter {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a meter's name is words with points between, was '" + name + "'");
            }
            labels = Map.copyOf(labels);
        }
    }
}
