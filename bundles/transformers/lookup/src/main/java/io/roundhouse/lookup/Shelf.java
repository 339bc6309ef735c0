package io.roundhouse.lookup;

/** Where a configured store puts itself; a service within this bundle. */
interface Shelf {
    /** From now on steps find it. Throws {@link IllegalStateException} when there is one of that name. */
    void add(OpenStore store);

    void replace(OpenStore old, OpenStore store);

    void remove(OpenStore store);
}
