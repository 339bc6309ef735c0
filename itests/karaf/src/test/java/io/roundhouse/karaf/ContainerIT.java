package io.roundhouse.karaf;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/**
 * All tests of one container, which is started once. A suite, because Pax Exam shares a container only among classes
 * whose runners are all there before the first of them runs.
 */
@RunWith(Suite.class)
@Suite.SuiteClasses({
    WiringInside.class,
    ConfigurationInside.class,
    ShellInside.class,
    FlowInside.class, // before the swaps: what an operator swapped to is preferred as long as the process lives
    ComparisonInside.class,
    CanaryInside.class,
    EnginesInside.class,
    DrainInside.class,
    ExamplesInside.class,
    MonitorsInside.class,
    MisbehaviourInside.class
})
public final class ContainerIT {}
