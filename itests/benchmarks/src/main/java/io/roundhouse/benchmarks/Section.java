package io.roundhouse.benchmarks;

/** One question, measured and reported. */
@FunctionalInterface
interface Section {
    void run(Workbench bench);
}
