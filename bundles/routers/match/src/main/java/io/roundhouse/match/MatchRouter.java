package io.roundhouse.match;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.WeightedArms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The first rule that matches says who answers; where none does, the weights of the arms do, by the request's id. */
final class MatchRouter implements Router {
    static final int RULES_MAX = 64;

    private final List<Rule> rules;
    private final WeightedArms arms;
    private final Set<String> headers;

    private MatchRouter(List<Rule> rules, WeightedArms arms) {
        this.rules = List.copyOf(rules);
        this.arms = arms;
        this.headers = rules.stream().flatMap(rule -> rule.header().stream()).collect(Collectors.toUnmodifiableSet());
    }

    static MatchRouter of(List<String> names, Settings settings) {
        settings.allow("router", "arms", "rules");
        WeightedArms arms = WeightedArms.weighted(names, settings);
        List<Settings> sections = settings.sections("rules");
        if (sections.isEmpty()) {
            throw settings.invalid(
                    "rules", "must hold at least one rule, like { header: x-tester, is: yes, arm: canary }", null);
        }
        if (sections.size() > RULES_MAX) {
            throw settings.invalid("rules", "has " + sections.size() + " rules, at most " + RULES_MAX, null);
        }
        return new MatchRouter(
                sections.stream().map(rule -> Rule.read(rule, arms.answering())).toList(), arms);
    }

    @Override
    public Route route(InferenceRequest request) {
        long id = WeightedArms.key(request.id());
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.matches(request)) {
                return arms.to(rule.arm(), id);
            }
        }
        return arms.route(id, id);
    }

    @Override
    public Set<String> headers() {
        return headers;
    }
}
