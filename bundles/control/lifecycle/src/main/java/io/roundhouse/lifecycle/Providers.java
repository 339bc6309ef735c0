package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of one kind that are registered. The highest version that will do is chosen, unless an operator swapped to
 * another: that preference holds as long as the process, a range in {@code model.yaml} holds for ever.
 *
 * @param <T> the contract
 */
final class Providers<T> {
    private final String kind;
    private volatile List<Provider<T>> all = List.of(); // highest version first; replaced whole
    private final Map<String, Version> preferred = new HashMap<>();
    private final Map<String, Version> held = new HashMap<>();

    Providers(String kind) {
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    List<Provider<T>> all() {
        return all;
    }

    synchronized void add(Provider<T> provider) {
        List<Provider<T>> next = new ArrayList<>(all);
        next.add(provider);
        next.sort(Comparator.comparing((Provider<T> each) -> each.version())
                .reversed()
                .thenComparing(each -> each.devices().size())); // a card is for those who ask for it
        all = List.copyOf(next);
    }

    synchronized void remove(Provider<T> provider) {
        List<Provider<T>> next = new ArrayList<>(all);
        next.remove(provider);
        all = List.copyOf(next);
    }

    /** From now on this version is taken wherever it will do. */
    synchronized void prefer(String name, Version version) {
        preferred.put(name, version);
    }

    /** The preference in force, if there is one. */
    synchronized Optional<Version> preference(String name) {
        return Optional.ofNullable(preferred.get(name));
    }

    synchronized void preferNone(String name) {
        preferred.remove(name);
    }

    /** This version is not chosen until {@link #admit}, but by those who ask for no other: a swap decides when. */
    synchronized void hold(String name, Version version) {
        held.put(name, version);
    }

    synchronized boolean isHeld(String name, Version version) {
        return version.equals(held.get(name));
    }

    /** The one that is held, if there is one. */
    synchronized Optional<Version> held(String name) {
        return Optional.ofNullable(held.get(name));
    }

    synchronized void admit(String name) {
        held.remove(name);
    }

    Optional<Provider<T>> find(String name, Version version) {
        return all.stream()
                .filter(each -> each.name().equals(name) && each.version().equals(version) && !each.isLeaving())
                .findFirst();
    }

    /** The one to take. */
    Optional<Provider<T>> best(Plugin wanted) {
        Version preference;
        Version excluded;
        synchronized (this) {
            preference = preferred.get(wanted.name());
            excluded = held.get(wanted.name());
        }
        return best(wanted, preference, excluded);
    }

    /** The one to take, rather one of these versions. */
    Optional<Provider<T>> best(Plugin wanted, Predicate<Version> rather) {
        List<Provider<T>> fitting = fitting(wanted, null);
        return fitting.stream()
                .filter(each -> rather.test(each.version()))
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    /** The one to take if {@code preference} were in force. */
    Optional<Provider<T>> best(Plugin wanted, @Nullable Version preference, @Nullable Version excluded) {
        List<Provider<T>> fitting = fitting(wanted, excluded);
        return fitting.stream()
                .filter(each -> each.version().equals(preference))
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    private List<Provider<T>> fitting(Plugin wanted, @Nullable Version excluded) {
        VersionRange range = VersionRange.of(wanted.range());
        Devices devices = Devices.of(wanted.settings());
        return all.stream()
                .filter(each -> devices.fit(each.devices()))
                .filter(each -> each.name().equals(wanted.name()) && !each.isLeaving())
                .filter(each -> range.contains(each.version())
                        && (!each.version().equals(excluded) || range.isOnly(each.version())))
                .sorted(Comparator.comparingLong((Provider<T> each) -> -devices.wished(each.devices()))) // stable
                .toList();
    }

    /** What is missing when {@link #best} found nothing, with the nearest name there is. */
    String missing(Plugin wanted) {
        List<String> versions = all.stream()
                .filter(each -> each.name().equals(wanted.name()))
                .map(each -> each.version().text())
                .distinct()
                .toList();
        Devices devices = Devices.of(wanted.settings());
        List<String> unfit = all.stream()
                .filter(each -> each.name().equals(wanted.name()) && !devices.fit(each.devices()))
                .map(each -> each.version() + " has " + String.join(", ", each.devices()))
                .toList();
        if (!unfit.isEmpty()) {
            return kind + " '" + wanted.name() + "' is required with " + String.join(", ", devices.required())
                    + ", but " + String.join("; ", unfit);
        }
        if (!versions.isEmpty()) {
            return kind + " '" + wanted.name() + "' is installed in version " + String.join(", ", versions)
                    + ", but the model asks for " + wanted.range();
        }
        String range = wanted.range().isEmpty() ? "" : " " + wanted.range();
        List<String> names = all.stream().map(Provider::name).distinct().toList();
        return kind + " '" + wanted.name() + range + "' is not installed" + Nearest.suggestion(wanted.name(), names);
    }
}
