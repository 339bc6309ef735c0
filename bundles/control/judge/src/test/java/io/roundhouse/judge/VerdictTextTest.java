package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
    @Test
    void saysEverythingInOneParagraph() {
        BettingJudge judge = new BettingJudge(
                List.of(
                        new Guard.Mean("errors", Better.LOWER, 0, 1, 0.005, 3, 100),
                        new Guard.Limit("accuracy", Better.HIGHER, 0, 1, 0.9, 1, 100),
                        new Guard.Quantile("p50", 0.5, 0.1, 1, 2000)),
                0.05);
        for (int i = 0; i < 1000; i++) {
            judge.pair(0, 0, i < 100 ? 1 : 0);
            judge.canary(1, 1);
            judge.pair(2, 10, 10);
        }

        Verdict verdict = judge.verdict();

        assertThat(verdict.decision()).isEqualTo(Decision.ROLL_BACK);
        assertThat(verdict.text())
                .isEqualTo("Roll back: errors is beyond the margin."
                        + " errors is harmful: canary 0.1 (1,000 values), live 0 (1,000), difference +0.1,"
                        + " between +0.07178 and +0.1339, allowed at most +0.005;"
                        + " evidence of harm over 1000000 of 33.33, of harmlessness 0.1099 of 20."
                        + " accuracy is harmless: canary 1 (1,000 values), between 0.9955 and 1, allowed at least 0.9;"
                        + " evidence of harm 0.02694 of 100, of harmlessness over 1000000 of 20."
                        + " p50 is undecided: canary 10.01 (1,000 values), live 10.01 (1,000), ratio 0 %,"
                        + " between -0.1984 % and +0.1988 %, allowed at most +10 %;"
                        + " evidence of harm under 0.01 of 100, of harmlessness over 1000000 of 20;"
                        + " wanted: 1,000 more of the live arm and 1,000 more of the canary.");
    }

    @Test
    void isOneJsonObject() {
        BettingJudge judge =
                new BettingJudge(List.of(new Guard.Limit("a \"b\" \\\n", Better.LOWER, 0, 1, 0.5, 1, 1)), 0.25);

        String json = judge.verdict().json();

        String name = "a \\\"b\\\" \\\\\\u000a";
        assertThat(json)
                .isEqualTo("{\"decision\":\"CONTINUE\",\"alpha\":0.25,\"text\":\"Continue: " + name + " is undecided. "
                        + name
                        + " is undecided: canary unknown (0 values), between 0 and 1, allowed at most 0.5;"
                        + " evidence of harm 0.75 of 4, of harmlessness 0.75 of 4; wanted: 1 more of the canary.\","
                        + "\"guards\":[{\"name\":\"" + name + "\",\"kind\":\"limit\",\"standing\":\"UNDECIDED\","
                        + "\"liveCount\":0,\"canaryCount\":0,\"clipped\":0,\"live\":null,\"canary\":null,"
                        + "\"effect\":null,\"lower\":0.0,\"upper\":1.0,\"bound\":0.5,"
                        + "\"harmEvidence\":0.75,\"harmNeeded\":4.0,\"safetyEvidence\":0.75,\"safetyNeeded\":4.0,"
                        + "\"missing\":\"1 more of the canary\"}]}");
    }
}
