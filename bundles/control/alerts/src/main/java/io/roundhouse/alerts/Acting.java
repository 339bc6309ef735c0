package io.roundhouse.alerts;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What alerts that fire and are not muted have done. */
final class Acting {
    private final Doing doing;

    Acting(Doing doing) {
        this.doing = doing;
    }

    /**
     * Begins what is done once for each time an alert fires, and says again what lasts as long as it does.
     *
     * @param write writes down what is begun, before it is
     * @param remembered whether it is known what fired when the server ended: what is not yet known is not over
     */
    void act(Collection<Standing> standings, Runnable write, boolean remembered) {
        List<Standing> ready = standings.stream()
                .filter(standing -> standing.isFiring() && !standing.isMuted())
                .filter(standing -> !standing.rule().actions().isEmpty())
                .toList();
        List<Standing> first = ready.stream().filter(Standing::act).toList();
        if (!first.isEmpty()) {
            write.run();
        }
        first.forEach(this::begin);
        Set<String> firing =
                ready.stream().map(standing -> standing.identity().text()).collect(Collectors.toSet());
        doing.drains().look(alert -> !remembered || firing.contains(alert));
        doing.shed().accept(shed(ready));
    }

    private void begin(Standing standing) {
        for (Action action : standing.rule().actions()) {
            if (!(action instanceof Action.Shed)) {
                String summary = standing.alert().summary();
                doing.act()
                        .accept(new Deed(
                                action, standing.identity(), standing.rule().severity(), summary));
            }
        }
    }

    private static int shed(List<Standing> ready) {
        return ready.stream()
                .flatMap(standing -> standing.rule().actions().stream())
                .mapToInt(action -> action instanceof Action.Shed shed ? shed.percent() : 0)
                .max()
                .orElse(0);
    }
}
