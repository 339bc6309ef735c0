package io.roundhouse.bandit;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.testkit.RouterContract;
import java.util.List;

class BanditContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new BanditComponent();
    }

    /** The first two answer, all others watch half. */
    @Override
    protected Settings settings(List<String> arms) {
        Settings.Builder sections = Settings.builder("model.yaml:3:3");
        for (int i = 0; i < arms.size(); i++) {
            Settings.Builder arm = Settings.builder("model.yaml:4:5");
            if (i >= 2) {
                arm.put("mirror", "50", "model.yaml:4:7");
            }
            sections.put(arms.get(i), arm.build());
        }
        return Settings.builder("model.yaml:2:1")
                .put("router", "bandit", "model.yaml:2:1")
                .put("floor", "10", "model.yaml:2:5")
                .put("arms", sections.build())
                .build();
    }
}
