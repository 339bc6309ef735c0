package io.roundhouse.server.control;

/** Where a model's engine runs, as {@code isolation} in {@code model.yaml} says. */
public enum Isolation {
    /** As the engine says: its service's property {@code roundhouse.isolation}, {@code process} or {@code none}. */
    BY_ENGINE,
    /** In the server's process. */
    NONE,
    /** In a process of the model's own, which may crash, hang and leak without the server. */
    PROCESS
}
