package io.roundhouse.weighted;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.testkit.RouterContract;
import java.util.List;

class WeightedContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new WeightedComponent();
    }

    /** The first two answer, all others watch half. */
    @Override
    protected Settings settings(List<String> arms) {
        Settings.Builder sections = Settings.builder("model.yaml:3:3");
        for (int i = 0; i < arms.size(); i++) {
            sections.put(
                    arms.get(i),
                    Settings.builder("model.yaml:4:5")
                            .put(i < 2 ? "weight" : "mirror", "50", "model.yaml:4:7")
                            .build());
        }
        return Settings.builder("model.yaml:2:1")
                .put("router", "weighted", "model.yaml:2:1")
                .put("arms", sections.build())
                .build();
    }
}
