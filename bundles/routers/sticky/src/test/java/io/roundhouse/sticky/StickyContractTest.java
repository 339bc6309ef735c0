package io.roundhouse.sticky;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.testkit.RouterContract;
import java.util.List;

class StickyContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new StickyComponent();
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
                .put("router", "sticky", "model.yaml:2:1")
                .put(
                        "key",
                        Settings.builder("model.yaml:2:9")
                                .put("header", "X", "model.yaml:2:9")
                                .build())
                .put("arms", sections.build())
                .build();
    }
}
