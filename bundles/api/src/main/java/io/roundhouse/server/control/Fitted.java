package io.roundhouse.server.control;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What the steps of one version of a model learnt from data: {@code fitted.yaml} in the version's folder, written by
 * {@code roundhouse fit}, and merged into the steps' settings when the version is served.
 *
 * @param chain {@link Chain#hash} of what it was fitted for
 * @param data SHA-256 of the data, hexadecimal
 * @param rows of the data
 * @param steps every step before the model in order, those too that learnt nothing
 * @param after what the steps after the model learnt; empty where none does
 */
public record Fitted(String chain, String data, long rows, List<Step> steps, Optional<After> after) {
    public Fitted {
        steps = List.copyOf(steps);
    }

    /** Of steps before the model alone. */
    public Fitted(String chain, String data, long rows, List<Step> steps) {
        this(chain, data, rows, steps, Optional.empty());
    }

    /**
     * What the steps after the model learnt, from what it answered and the labels beside: another time, and maybe from
     * other data, than those before it.
     *
     * @param chain {@link Chain#hashAfter} of these steps
     * @param ofThisModel whether it was learnt from the model's files as they are now; the repository, which keeps their
     *     hash beside, knows
     * @param data as for the steps before
     * @param rows as for the steps before
     * @param steps those after the model in order up to the last that learnt; a step behind it changes nothing of this
     */
    public record After(String chain, boolean ofThisModel, String data, long rows, List<Step> steps) {
        public After {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param index its place on its side of {@link Chain}, from 0
     * @param step its name there
     * @param version of the plugin that learnt
     * @param settings those that were given and those that were learnt
     */
    public record Step(int index, String step, String version, Settings settings) {}
}
