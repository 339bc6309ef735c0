package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LearntTest {
    private static final Plugin IMPUTE = step("impute", "columns", "age");
    private static final Plugin CLIP = step("clip", "max", "3");
    private static final Chain FITTED_FOR = chain(IMPUTE, CLIP);
    private static final Settings MEAN = Settings.builder("fitted")
            .put("columns", "age", "fitted")
            .put("mean", "40.5", "fitted")
            .build();

    private static Plugin step(String name, String key, String value) {
        return new Plugin(
                name, "", Settings.builder("given").put(key, value, "given").build());
    }

    private static Chain chain(Plugin... before) {
        return new Chain(List.of(before), List.of());
    }

    private static Learnt learnt(Chain now) {
        return Learnt.before(
                now,
                new Fitted(
                        FITTED_FOR.hash(),
                        "",
                        7,
                        List.of(
                                new Fitted.Step(0, "impute", "1.0.0", MEAN),
                                new Fitted.Step(1, "clip", "1.2.3", CLIP.settings()))));
    }

    private static List<Provider<TransformerFactory>> versions(String... versions) {
        TransformerFactory none = (artifact, settings) -> {
            throw new AssertionError("nothing is made here");
        };
        return Stream.of(versions)
                .map(version -> TestHouse.provider("transformer", "any", version, 1, none))
                .toList();
    }

    @Test
    void theSameStepsDoNotDiffer() {
        Learnt learnt = learnt(chain(new Plugin("impute", "[1,2)", IMPUTE.settings()), CLIP));

        assertThat(learnt.differences(versions("1.0.0", "1.2.3"))).isEmpty();
        assertThat(learnt.settings(0)).isEqualTo(MEAN);
        assertThat(learnt.settings(1)).isEqualTo(CLIP.settings());
    }

    @Test
    void whatTheServerHearsMayChange() {
        Settings quick = Settings.builder("given")
                .put("columns", "age", "given")
                .put("cache", "false", "given")
                .build();
        Learnt learnt = learnt(chain(new Plugin("impute", "", quick), CLIP));

        assertThat(learnt.differences(versions("1.0.0", "1.2.3"))).isEmpty();
        assertThat(learnt.settings(0)).isEqualTo(MEAN.orElse(quick));
    }

    @Test
    void aFixOfAPluginIsNoDifferenceAndAnythingElseIs() {
        Learnt learnt = learnt(FITTED_FOR);

        assertThat(learnt.differences(versions("1.0.9", "1.2.0"))).isEmpty();
        assertThat(learnt.differences(versions("1.1.0", "2.2.3")))
                .containsExactly(
                        "step 1 'impute' is version 1.1.0, but 1.0.0 learnt",
                        "step 2 'clip' is version 2.2.3, but 1.2.3 learnt");
    }

    @Test
    void namesTheKeyThatIsAnother() {
        Learnt learnt = learnt(chain(IMPUTE, step("clip", "max", "4")));

        assertThat(learnt.differences(versions("1.0.0", "1.2.3"))).containsExactly("step 2 'clip' had another 'max'");
        assertThat(learnt.settings(1).text("max")).isEqualTo("4");
        assertThat(learnt.settings(0).text("mean")).isEqualTo("40.5");
    }

    @Test
    void aKeyThatIsGoneCannotBeNamed() {
        Learnt learnt = learnt(chain(IMPUTE, new Plugin("clip", "", Settings.empty())));

        assertThat(learnt.differences(versions("1.0.0", "1.2.3")))
                .containsExactly("a step has lost a key that it was fitted with");
    }

    @Test
    void namesTheStepsThatAreOthers() {
        assertThat(learnt(chain(IMPUTE)).differences(versions("1.0.0")))
                .containsExactly("step 2 'clip' is not there any more");
        assertThat(learnt(chain(IMPUTE, step("log", "max", "3"))).differences(versions("1.0.0", "1.0.0")))
                .containsExactly("step 2 'log' was 'clip'");
        assertThat(learnt(chain(IMPUTE, CLIP, CLIP)).differences(versions("1.0.0", "1.2.3", "1.2.3")))
                .containsExactly("step 3 'clip' was not there");
    }

    @Test
    void whatAnotherStepLearntIsNoConcern() {
        Learnt learnt = learnt(chain(CLIP, IMPUTE));

        assertThat(learnt.settings(0)).isEqualTo(CLIP.settings());
        assertThat(learnt.settings(1)).isEqualTo(IMPUTE.settings());
        assertThat(learnt.version(0)).isEqualTo(java.util.Optional.empty());
    }

    private static Learnt learntAfter(boolean ofThisModel, Plugin... after) {
        Chain fittedFor = new Chain(List.of(), List.of(IMPUTE, CLIP));
        return Learnt.after(
                new Chain(List.of(), List.of(after)),
                new Fitted.After(
                        fittedFor.hashAfter(2),
                        ofThisModel,
                        "",
                        7,
                        List.of(
                                new Fitted.Step(0, "impute", "1.0.0", MEAN),
                                new Fitted.Step(1, "clip", "1.2.3", CLIP.settings()))));
    }

    @Test
    void afterTheModelOnlyStepsUpToTheLastThatLearntCount() {
        Plugin other = step("threshold", "at", "0.5");

        Learnt learnt = learntAfter(true, IMPUTE, CLIP, other);

        assertThat(learnt.differences(versions("1.0.0", "1.2.3", "7.0.0"))).isEmpty();
        assertThat(learnt.knows(1)).isTrue();
        assertThat(learnt.knows(2)).isFalse();
        assertThat(learnt.settings(0)).isEqualTo(MEAN);
    }

    @Test
    void afterTheModelDifferencesSaySo() {
        assertThat(learntAfter(true, IMPUTE, step("clip", "max", "4")).differences(versions("1.0.0", "1.2.3")))
                .containsExactly("step 2 'clip' after the model had another 'max'");
        assertThat(learntAfter(true, IMPUTE).differences(versions("1.0.0")))
                .containsExactly("step 2 'clip' after the model is not there any more");
        assertThat(learntAfter(true, IMPUTE, CLIP).differences(versions("1.0.0", "1.3.0")))
                .containsExactly("step 2 'clip' after the model is version 1.3.0, but 1.2.3 learnt");
        assertThat(learntAfter(false, IMPUTE, CLIP).differences(versions("1.0.0", "1.2.3")))
                .containsExactly("the steps after the model learnt from another model file than lies there now");
    }

    @Test
    void whatIsGivenAndLearntTogetherIsOneSection() {
        Settings given = Settings.of(Map.of("columns", "age"));

        assertThat(learnt(chain(new Plugin("impute", "", given))).settings(0).keys())
                .containsExactly("columns", "mean");
    }
}
