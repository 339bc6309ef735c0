package io.roundhouse.repository;

/**
 * One thing in a model folder, as one look saw it. Two looks that saw equal entries saw no change: a write moves the
 * change time even where size and modification time are put back.
 *
 * @param path below the model folder, with {@code /}
 * @param target where a link ends, if it ends at a file; else empty
 */
record Entry(String path, Kind kind, long size, long modifiedNanos, long changedNanos, String target) {
    enum Kind {
        FILE,
        FOLDER,
        /** A symbolic link to a file. */
        LINK,
        /** A symbolic link to a folder, or to nothing. */
        BAD_LINK,
        /** A pipe, a socket, a device. */
        OTHER,
        UNREADABLE
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The first folder of the path; empty for what lies in the model folder itself and is no folder. */
    String version() {
        int slash = path.indexOf('/');
        return slash >= 0 ? path.substring(0, slash) : kind == Kind.FOLDER ? path : "";
    }

    boolean isContent() {
        return kind == Kind.FILE || kind == Kind.LINK;
    }

    long newestNanos() {
        return Math.max(modifiedNanos, changedNanos);
    }
}
