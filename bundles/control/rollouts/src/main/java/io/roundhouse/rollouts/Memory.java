package io.roundhouse.rollouts;

/** Where a course writes down what must not be forgotten. */
interface Memory {
    /** Returns when it is on the disk; a failure is the memory's to report, and changes nothing of the course. */
    void write(CourseState state);
}
