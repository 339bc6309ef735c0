package io.roundhouse.server.control;

import io.roundhouse.api.config.Settings;
import java.util.List;

/**
 * What the steps before one version of a model learnt from data: {@code fitted.yaml} in the version's folder, written by
 * {@code roundhouse fit}, and merged into the steps' settings when the version is served.
 *
 * @param chain {@link Chain#hash} of what it was fitted for
 * @param data SHA-256 of the data, hexadecimal
 * @param rows of the data
 * @param steps every step before the model in order, those too that learnt nothing
 */
public record Fitted(String chain, String data, long rows, List<Step> steps) {
    public Fitted {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param index its place in {@link Chain#before()}, from 0
     * @param step its name there
     * @param version of the plugin that learnt
     * @param settings those that were given and those that were learnt
     */
    public record Step(int index, String step, String version, Settings settings) {}
}
