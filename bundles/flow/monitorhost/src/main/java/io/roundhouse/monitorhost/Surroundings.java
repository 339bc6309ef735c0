package io.roundhouse.monitorhost;

import io.roundhouse.spi.monitor.Watched;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What every attachment has around it.
 *
 * @param models the folder of models
 * @param data where monitors keep what is to outlive them, a folder for each on each model
 * @param cpuClock nanoseconds of processor time of the calling thread
 */
record Surroundings(
        Factories factories,
        Path models,
        Path data,
        HostSettings settings,
        LeftBehind leftBehind,
        LongSupplier nanoClock,
        LongSupplier cpuClock) {
    Watched watched(String model, String monitor, Terms terms) {
        return new Watched(model, terms.specs(), models.resolve(model), data(model, monitor));
    }

    Path data(String model, String monitor) {
        return data.resolve(model).resolve(monitor);
    }
}
