package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class EngineContractTest {
    /** Each rule is worth its place when there is an engine that only it finds out. */
    @ParameterizedTest
    @EnumSource
    void findsTheFlaw(FlawedEngine.Flaw flaw) {
        FlawedEngineSuite.flaw = flaw;

        List<String> broken = brokenRules();

        if (flaw == FlawedEngine.Flaw.NONE) {
            assertThat(broken).isEmpty();
        } else {
            assertThat(broken).contains(flaw.rule);
        }
    }

    private static List<String> brokenRules() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(FlawedEngineSuite.class))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsFoundCount()).isEqualTo(14);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""))
                .toList();
    }
}
