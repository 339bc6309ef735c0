package io.roundhouse.match;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.testkit.RouterContract;
import java.util.List;

class MatchContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new MatchComponent();
    }

    /** The first two answer, all others watch half. */
    @Override
    protected Settings settings(List<String> arms) {
        Settings.Builder sections = Settings.builder("model.yaml:3:3");
        for (int i = 0; i < arms.size(); i++) {
            Settings.Builder arm = Settings.builder("model.yaml:4:5");
            arm.put(i < 2 ? "weight" : "mirror", "50", "model.yaml:4:7");
            sections.put(arms.get(i), arm.build());
        }
        return Settings.builder("model.yaml:2:1")
                .put("router", "match", "model.yaml:2:1")
                .putSections(
                        "rules",
                        List.of(Settings.builder("model.yaml:2:9")
                                .put("header", "X", "model.yaml:2:9")
                                .put("is", "y", "model.yaml:2:20")
                                .put("arm", arms.get(arms.size() > 1 ? 1 : 0), "model.yaml:2:30")
                                .build()),
                        "model.yaml:2:5")
                .put("arms", sections.build())
                .build();
    }
}
