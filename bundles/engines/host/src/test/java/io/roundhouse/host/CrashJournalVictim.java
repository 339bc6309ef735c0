package io.roundhouse.host;

import java.nio.file.Path;
import java.time.InstantSource;

/** A server that is killed in a call: started by {@link CrashJournalTest}. */
final class CrashJournalVictim {
    private CrashJournalVictim() {}

    public static void main(String[] args) throws Exception {
        CrashJournal journal = CrashJournal.open(Path.of(args[0]), InstantSource.system());
        journal.end(journal.begin(new CrashJournal.Model(1, 1), new Fingerprint(1, 1), 1));
        journal.begin(new CrashJournal.Model(2, 3), new Fingerprint(4, 5), 6);
        System.out.println("in the call");
        System.in.read(); // until it is killed
    }
}
