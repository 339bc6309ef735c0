package io.roundhouse.host;

/** What is to be done, in the order of the list, by the one who keeps the state. What comes of it are events. */
sealed interface SupervisorCommand {
    /**
     * Start a process and wait for it to connect; its models are loaded after its hello. Answered by {@link
     * SupervisorEvent.Started} or {@link SupervisorEvent.NotStarted}, however late. Ids are never used again.
     */
    record Spawn(long host) implements SupervisorCommand {}

    /** Send a ping of that number. */
    record Ping(long host, long ping) implements SupervisorCommand {}

    /** Tell the host to give up a request. */
    record Terminate(long host, long request) implements SupervisorCommand {}

    /**
     * End the process by force. May come more than once, and before there is one: then none is started any more, or comes
     * again when one was.
     */
    record Kill(long host) implements SupervisorCommand {}

    /** From now on requests go to this host, and to no other. */
    record Publish(long host) implements SupervisorCommand {}

    /** Requests go nowhere: they wait, within their deadline, or are refused while in a crash loop. */
    record Withdraw(long host) implements SupervisorCommand {}

    /** Send it no new request; when none is left in it tell it to end, and report {@link SupervisorEvent.Drained}. */
    record Drain(long host) implements SupervisorCommand {}

    /**
     * Nothing can come from it any more: fail what is in flight in it, and free what it had. Comes exactly once for every host
     * that was asked for; its process may still have to end.
     */
    record Retire(long host, SupervisorEnd end, String why) implements SupervisorCommand {}

    /** Tell an operator. */
    record Report(Kind kind, long host, String sentence) implements SupervisorCommand {}

    /** What a report is about. */
    enum Kind {
        /** A host answers from now on. */
        READY,
        /** A ping is not answered. */
        SUSPECT,
        /** It was, after all. */
        RECOVERED,
        /** A new host is started in place of one that answers. */
        REPLACING,
        /** A host is gone that should not be. */
        DIED,
        /** A crash loop: requests are to be refused, until a probe is ready. */
        FAILED,
        /** A host is started to see whether the crash loop is over. */
        PROBING,
        /** A killed process does not end. */
        STUCK,
        /** All hosts are gone, as was wanted. */
        STOPPED
    }
}
