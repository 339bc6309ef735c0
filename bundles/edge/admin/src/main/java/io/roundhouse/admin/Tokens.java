package io.roundhouse.admin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is known: the owner, by a token that the server makes, and those of a file. Both files are looked at when somebody asks,
 * so there is no thread for it: who was added is known at once, who was taken away is forgotten within a second.
 */
final class Tokens {
    static final String OWNER_FILE = "admin.token";

    private static final Logger LOG = System.getLogger(AdminComponent.PID);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final LongSupplier nanoClock;
    private final Watched<Optional<Caller>> owner;
    private final Watched<List<Caller>> others;
    private @Nullable List<Caller> known; // guarded by this
    private long lookedNanos; // guarded by this

    /** @param data the server's own folder, where the owner's token lies */
    Tokens(Path data, Path file, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.owner = new Watched<>(data.resolve(OWNER_FILE), Optional.empty(), Tokens::owner);
        this.others = new Watched<>(file, List.of(), TokensFile::read);
    }

    synchronized List<Caller> known() {
        List<Caller> last = known;
        return last == null || nanoClock.getAsLong() - lookedNanos >= LOOK_NANOS ? look() : last;
    }

    private synchronized List<Caller> look() {
        lookedNanos = nanoClock.getAsLong();
        List<Caller> now =
                Stream.concat(owner.look().stream(), others.look().stream()).toList();
        known = now;
        return now;
    }

    /** Whose token it is. One that nobody has may have been added just now. */
    Optional<Caller> find(String token) {
        String hash = Caller.hash(token);
        return find(hash, known()).or(() -> find(hash, look()));
    }

    /** All are compared, whichever fits. */
    private static Optional<Caller> find(String hash, List<Caller> callers) {
        Optional<Caller> found = Optional.empty();
        for (Caller caller : callers) {
            found = caller.has(hash) ? Optional.of(caller) : found;
        }
        return found;
    }

    /** The owner's token, made where there is none; to take the file away is to ask for another one. */
    private static Optional<Caller> owner(Path file) throws IOException {
        if (!Files.exists(file)) {
            OwnFile.write(file, Caller.newToken() + "\n");
            LOG.log(Level.INFO, "admin token made file={0}", file);
        }
        if (OwnFile.close(file)) {
            LOG.log(Level.WARNING, "admin token closed file={0} reason=\"others could read it\"", file);
        }
        String token = Files.readString(file).strip();
        if (!Caller.isToken(token)) {
            throw new IllegalArgumentException(
                    file + " must hold a token and nothing else: 32 to 512 letters, digits, '-' and"
                            + " '_'; take the file away, and a new one is made");
        }
        return Optional.of(Caller.of(Caller.OWNER, Role.ADMIN, token));
    }
}
