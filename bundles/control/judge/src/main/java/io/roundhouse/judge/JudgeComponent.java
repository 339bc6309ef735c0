package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Judge;
import io.roundhouse.server.control.Judges;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The shell around {@link BettingJudge}. It keeps nothing: each judge belongs to whoever asked for it. */
@Component(name = "io.roundhouse.judge", service = Judges.class)
public final class JudgeComponent implements Judges {
    @Override
    public Judge create(List<Guard> guards, double alpha) {
        return new BettingJudge(guards, alpha);
    }

    @Override
    public Judge restore(List<Guard> guards, double alpha, String saved) {
        return new BettingJudge(guards, alpha, saved);
    }
}
