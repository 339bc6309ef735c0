package io.roundhouse.api.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors in order: what goes into a model, and what comes out. Immutable; safe for any number of threads. Meant
 * for the few tensors of a request, so a name is found by looking through them.
 */
public final class Tensors {
    private static final Tensors EMPTY = new Tensors(List.of(), List.of());

    private final List<String> names;
    private final List<Tensor> tensors;

    private Tensors(List<String> names, List<Tensor> tensors) {
        this.names = names;
        this.tensors = tensors;
    }

    public static Tensors empty() {
        return EMPTY;
    }

    public static Tensors of(String name, Tensor tensor) {
        return new Tensors(List.of(name), List.of(tensor));
    }

    /**
     * These names with these tensors, pair by pair.
     *
     * @throws IllegalArgumentException a name comes twice, or the lists differ in length
     */
    public static Tensors of(List<String> names, List<Tensor> tensors) {
        if (names.size() != tensors.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + tensors.size() + " tensors");
        }
        for (int i = 1; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                throw new IllegalArgumentException("two tensors are named '" + names.get(i) + "'");
            }
        }
        return new Tensors(List.copyOf(names), List.copyOf(tensors));
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** The tensors, in the order of {@link #names()}. */
    public List<Tensor> values() {
        return tensors;
    }

    public int size() {
        return names.size();
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(findOrNull(name));
    }

    /**
     * The tensor of that name.
     *
     * @throws IllegalArgumentException there is none; the message lists those that are there
     */
    public Tensor get(String name) {
        Tensor tensor = findOrNull(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is named '" + name + "', there are " + names);
        }
        return tensor;
    }

    private @Nullable Tensor findOrNull(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : tensors.get(index);
    }

    /** These and that one; one of the same name is replaced where it stands. */
    public Tensors with(String name, Tensor tensor) {
        List<String> newNames = new ArrayList<>(names);
        List<Tensor> newTensors = new ArrayList<>(tensors);
        int index = names.indexOf(name);
        if (index < 0) {
            newNames.add(name);
            newTensors.add(tensor);
        } else {
            newTensors.set(index, tensor);
        }
        return new Tensors(List.copyOf(newNames), List.copyOf(newTensors));
    }

    /** These and all of those; those replace ones of the same name. */
    public Tensors with(Tensors others) {
        if (isEmpty() || others.isEmpty()) {
            return isEmpty() ? others : this;
        }
        List<String> newNames = new ArrayList<>(names);
        List<Tensor> newTensors = new ArrayList<>(tensors);
        for (int i = 0; i < others.size(); i++) {
            int index = names.indexOf(others.names.get(i));
            if (index < 0) {
                newNames.add(others.names.get(i));
                newTensors.add(others.tensors.get(i));
            } else {
                newTensors.set(index, others.tensors.get(i));
            }
        }
        return new Tensors(List.copyOf(newNames), List.copyOf(newTensors));
    }

    /**
     * Only those names, in that order.
     *
     * @throws IllegalArgumentException one is not there
     */
    public Tensors only(List<String> wanted) {
        return names.equals(wanted)
                ? this
                : of(wanted, wanted.stream().map(this::get).toList());
    }

    /** The rows of the first tensor; 0 when there is none. */
    public long rows() {
        return tensors.isEmpty() ? 0 : tensors.get(0).shape().rows();
    }

    /** The rows {@code from} to {@code from + count} of every tensor, as views. */
    public Tensors rows(long from, long count) {
        return new Tensors(
                names, tensors.stream().map(tensor -> tensor.rows(from, count)).toList());
    }

    /** The bytes of all tensors. */
    public long byteSize() {
        long size = 0;
        for (Tensor tensor : tensors) {
            size += tensor.byteSize();
        }
        return size;
    }

    /** Names, types and shapes, never the content. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append(' ').append(tensors.get(i));
        }
        return text.append('}').toString();
    }
}
