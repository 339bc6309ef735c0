package io.roundhouse.sticky;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.WeightedArms;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Draws by the user and not by the request. The user's arm depends on nothing but the user's word and the weights, so it
 * needs no memory and is the same on every server; while weights ramp, a user moves at most once, to the arm that grows.
 * A request that names no user is counted, and spread by its id, as {@code weighted} does. Mirrors see a share of the requests, not
 * always the same users.
 *
 * @param header in lower case; empty when the user is a parameter
 * @param parameter empty when the user is a header
 * @param keyless requests that named no user; handed on when weights change
 */
record StickyRouter(WeightedArms arms, Optional<String> header, Optional<String> parameter, LongAdder keyless)
        implements Router {
    static StickyRouter of(List<String> names, Settings settings, @Nullable Router before) {
        settings.allow("router", "arms", "key");
        Settings key = settings.section("key").allow("header", "parameter");
        Optional<String> header = key.findText("header").map(name -> name.toLowerCase(Locale.ROOT));
        Optional<String> parameter = key.findText("parameter");
        if (header.isPresent() == parameter.isPresent()) {
            throw settings.invalid(
                    "key",
                    "must say where the user's key is, either { header: x-user } or { parameter: user }, was "
                            + (header.isPresent() ? "both" : "neither"),
                    null);
        }
        LongAdder keyless = before instanceof StickyRouter sticky ? sticky.keyless : new LongAdder();
        return new StickyRouter(WeightedArms.weighted(names, settings), header, parameter, keyless);
    }

    @Override
    public Route route(InferenceRequest request) {
        String user = header.isPresent()
                ? request.headers().get(header.get())
                : request.parameters().get(parameter.orElse(""));
        long id = WeightedArms.key(request.id());
        if (user == null || user.isEmpty()) {
            keyless.increment();
            return arms.route(id, id);
        }
        return arms.route(WeightedArms.key(user), id);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("requests without key", keyless.sum());
    }

    @Override
    public Set<String> headers() {
        return header.map(Set::of).orElse(Set.of());
    }
}
