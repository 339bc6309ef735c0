package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.host.SupervisorCommand.Drain;
import io.roundhouse.host.SupervisorCommand.Kill;
import io.roundhouse.host.SupervisorCommand.Kind;
import io.roundhouse.host.SupervisorCommand.Ping;
import io.roundhouse.host.SupervisorCommand.Publish;
import io.roundhouse.host.SupervisorCommand.Report;
import io.roundhouse.host.SupervisorCommand.Retire;
import io.roundhouse.host.SupervisorCommand.Spawn;
import io.roundhouse.host.SupervisorCommand.Terminate;
import io.roundhouse.host.SupervisorCommand.Withdraw;
import io.roundhouse.host.SupervisorEvent.Done;
import io.roundhouse.host.SupervisorEvent.Drained;
import io.roundhouse.host.SupervisorEvent.EndOfFile;
import io.roundhouse.host.SupervisorEvent.Exited;
import io.roundhouse.host.SupervisorEvent.Hello;
import io.roundhouse.host.SupervisorEvent.Loaded;
import io.roundhouse.host.SupervisorEvent.NotStarted;
import io.roundhouse.host.SupervisorEvent.Overdue;
import io.roundhouse.host.SupervisorEvent.Pong;
import io.roundhouse.host.SupervisorEvent.Replace;
import io.roundhouse.host.SupervisorEvent.Resident;
import io.roundhouse.host.SupervisorEvent.Started;
import io.roundhouse.host.SupervisorEvent.Stop;
import io.roundhouse.host.SupervisorEvent.Tick;
import io.roundhouse.host.SupervisorEvent.Useless;
import io.roundhouse.host.SupervisorEvent.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final Supervisor supervisor = new Supervisor(SupervisorWorld.SETTINGS);
    private SupervisorState state = SupervisorState.initial(7);
    private long wakeAt = Long.MAX_VALUE;
    private long now = TimeUnit.HOURS.toNanos(1);

    /** What is to be done, without the reports. */
    private List<SupervisorCommand> on(SupervisorEvent event) {
        return all(event).stream()
                .filter(command -> !(command instanceof Report))
                .toList();
    }

    private List<SupervisorCommand> all(SupervisorEvent event) {
        SupervisorFunction.Step step = supervisor.step(state, event, now);
        state = step.state();
        wakeAt = step.wakeAt();
        return step.commands();
    }

    private List<Kind> reports(SupervisorEvent event) {
        List<Kind> kinds = new ArrayList<>();
        for (SupervisorCommand command : all(event)) {
            if (command instanceof Report report) {
                kinds.add(report.kind());
            }
        }
        return kinds;
    }

    private void later(Duration wait) {
        now += wait.toNanos();
    }

    private void laterMillis(long millis) {
        later(Duration.ofMillis(millis));
    }

    /** Brings a host up that was asked for. */
    private void up(long host) {
        on(new Started(host));
        on(new Hello(host));
        assertThat(on(new Loaded(host))).contains(new Publish(host));
    }

    @Test
    void doesNothingUntilAHostIsWanted() {
        assertThat(on(new Tick())).isEmpty();
        assertThat(wakeAt).isEqualTo(Long.MAX_VALUE);

        assertThat(on(new Wanted())).containsExactly(new Spawn(1));
        assertThat(on(new Wanted())).isEmpty();
    }

    @Test
    void publishesWhatHasLoaded() {
        on(new Wanted());

        assertThat(on(new Started(1))).isEmpty();
        assertThat(on(new Hello(1))).isEmpty();
        assertThat(state.stateOf(1)).isEqualTo(HostState.STARTING);
        assertThat(on(new Loaded(1))).containsExactly(new Publish(1));

        assertThat(state.stateOf(1)).isEqualTo(HostState.READY);
        assertThat(state.published()).isEqualTo(1);
    }

    @Test
    void killsWhatNeverSaysHello() {
        on(new Wanted());
        on(new Started(1));
        laterMillis(9_999);
        assertThat(on(new Tick())).isEmpty();
        laterMillis(1);

        assertThat(on(new Tick())).containsExactly(new Kill(1), new Spawn(2));
    }

    @Test
    void readsWhatWasWrittenBeforeTheEnd() {
        on(new Wanted());
        up(1);

        assertThat(on(new Exited(1, 139))).containsExactly(new Withdraw(1), new Spawn(2));
        laterMillis(3);
        assertThat(all(new EndOfFile(1)))
                .contains(new Retire(1, SupervisorEnd.CRASHED, "was ended by SIGSEGV"))
                .contains(new Report(Kind.DIED, 1, "host 1 was ended by SIGSEGV"));
        assertThat(state.host(1)).isEmpty();
    }

    @Test
    void doesNotWaitLongForTheOtherSignOfAnEnd() {
        on(new Wanted());
        up(1);
        on(new EndOfFile(1));
        laterMillis(20);

        assertThat(on(new Tick()))
                .containsExactly(new Retire(1, SupervisorEnd.CRASHED, "closed its channel"), new Kill(1));
        assertThat(on(new Exited(1, 137))).isEmpty();
    }

    @Test
    void retiresTheDeadOneBeforeItPublishesTheNext() {
        on(new Wanted());
        up(1);
        on(new EndOfFile(1));
        on(new Started(2));
        on(new Hello(2));

        assertThat(on(new Loaded(2)))
                .containsExactly(new Retire(1, SupervisorEnd.CRASHED, "closed its channel"), new Publish(2));
    }

    @Test
    void waitsLongerAfterEachFailure() {
        on(new Wanted());
        List<Long> waits = new ArrayList<>();

        for (long host = 1; host <= 5; host++) {
            on(new NotStarted(host, "is not there"));
            waits.add(state.hosts().isEmpty() ? (wakeAt - now) / 1_000_000 : 0);
            now = Math.max(now, wakeAt);
            on(new Tick());
        }

        assertThat(waits.get(0)).isZero();
        assertThat(waits.get(1)).isBetween(400L, 500L);
        assertThat(waits.get(2)).isBetween(800L, 1_000L);
        assertThat(waits.get(3)).isBetween(1_600L, 2_000L);
        assertThat(waits.get(4)).isBetween(48_000L, 60_000L); // the loop is known by now: a probe
    }

    @Test
    void probesACrashLoopAndForgetsItOnceSettled() {
        on(new Wanted());
        List<Kind> kinds = new ArrayList<>();
        for (long host = 1; host <= 5; host++) {
            kinds.addAll(reports(new NotStarted(host, "is not there")));
            now = Math.max(now, wakeAt);
            kinds.addAll(reports(new Tick()));
        }
        assertThat(kinds).containsSubsequence(Kind.DIED, Kind.FAILED, Kind.PROBING);
        assertThat(kinds.stream().filter(Kind.FAILED::equals)).hasSize(1);
        assertThat(state.failed()).isTrue();

        up(6);
        assertThat(state.failed()).isFalse();
        assertThat(state.failures()).isEqualTo(5);
        on(new Tick());
        laterMillis(10_000);
        on(new Tick());

        assertThat(state.failures()).isZero();
    }

    @Test
    void failsAgainAtOnceWhereAProbeDies() {
        on(new Wanted());
        for (long host = 1; host <= 5; host++) {
            on(new NotStarted(host, "is not there"));
            now = Math.max(now, wakeAt);
            on(new Tick());
        }
        up(6);

        assertThat(reports(new Exited(6, 134))).containsExactly(Kind.FAILED);
        assertThat(on(new EndOfFile(6))).containsExactly(new Retire(6, SupervisorEnd.CRASHED, "was ended by SIGABRT"));
        assertThat(wakeAt - now).isGreaterThan(40_000_000_000L);
    }

    @Test
    void suspectsBeforeItKills() {
        on(new Wanted());
        up(1);
        laterMillis(1_000);
        assertThat(on(new Tick())).containsExactly(new Ping(1, 1));
        laterMillis(1_000);

        assertThat(reports(new Tick())).containsExactly(Kind.SUSPECT);
        assertThat(state.stateOf(1)).isEqualTo(HostState.SUSPECT);
        assertThat(state.published()).isEqualTo(1);
        laterMillis(4_000);
        assertThat(on(new Tick())).startsWith(new Withdraw(1), new Kill(1));
    }

    @Test
    void believesALateAnswer() {
        on(new Wanted());
        up(1);
        laterMillis(1_000);
        on(new Tick());
        laterMillis(3_000);
        on(new Tick());

        assertThat(reports(new Pong(1, 1))).containsExactly(Kind.RECOVERED);
        assertThat(state.stateOf(1)).isEqualTo(HostState.READY);
        assertThat(wakeAt).isEqualTo(now + 1_000_000_000L);
    }

    @Test
    void doesNotBlameAHostForItsOwnPause() {
        on(new Wanted());
        up(1);
        laterMillis(1_000);
        on(new Tick());
        later(Duration.ofSeconds(40)); // nobody called

        assertThat(on(new Tick())).isEmpty();
        assertThat(on(new Pong(1, 1))).isEmpty();
        assertThat(state.stateOf(1)).isEqualTo(HostState.READY);
    }

    @Test
    void terminatesFirstAndKillsThen() {
        on(new Wanted());
        up(1);

        assertThat(on(new Overdue(1, 77))).containsExactly(new Terminate(1, 77));
        assertThat(on(new Overdue(1, 77))).isEmpty();
        laterMillis(1_000);
        assertThat(on(new Tick())).contains(new Kill(1));
        laterMillis(20);
        assertThat(on(new Tick()))
                .contains(new Retire(1, SupervisorEnd.HUNG, "did not stop a request past its deadline"));
    }

    @Test
    void sparesAHostWhoseRequestStopped() {
        on(new Wanted());
        up(1);
        on(new Overdue(1, 77));
        on(new Done(1, 77));
        laterMillis(1_000);

        assertThat(on(new Tick())).containsExactly(new Ping(1, 1));
    }

    @Test
    void replacesAHostThatHoldsMuchMemory() {
        on(new Wanted());
        up(1);
        assertThat(on(new Resident(1, 300L << 20))).isEmpty(); // too young: it may hold that much from the start
        later(Duration.ofSeconds(15));

        assertThat(on(new Resident(1, 300L << 20))).contains(new Spawn(2));
        assertThat(state.published()).isEqualTo(1);
        on(new Started(2));
        on(new Hello(2));
        assertThat(on(new Loaded(2))).containsExactly(new Publish(2), new Drain(1));
        assertThat(state.stateOf(1)).isEqualTo(HostState.DRAINING);
        on(new Drained(1));
        on(new EndOfFile(1));
        assertThat(on(new Exited(1, 0))).containsExactly(new Retire(1, SupervisorEnd.DRAINED, "ended with code 0"));
        assertThat(state.failures()).isZero();
    }

    @Test
    void killsAHostThatHoldsTooMuch() {
        on(new Wanted());
        up(1);

        assertThat(on(new Resident(1, 400L << 20))).containsExactly(new Withdraw(1), new Kill(1), new Spawn(2));
    }

    @Test
    void replacesAHostThatIsOld() {
        on(new Wanted());
        up(1);
        later(Duration.ofSeconds(50));

        assertThat(on(new Tick())).contains(new Spawn(2));
    }

    @Test
    void keepsTheOldOneWhileANewOneDoesNotComeUp() {
        on(new Wanted());
        up(1);
        on(new Replace("as asked"));

        for (long host = 2; host <= 8; host++) {
            on(new Useless(host, "cannot load"));
            on(new NotStarted(host, "was killed"));
            assertThat(state.published()).isEqualTo(1);
            assertThat(state.failed()).isFalse();
            while (state.lastHost() == host) {
                now = Math.max(now, wakeAt);
                on(new Tick());
                on(new Pong(1, state.host(1).orElseThrow().heart().pings()));
            }
        }
    }

    @Test
    void killsAgainWhatWasKilledBeforeItWasThere() {
        on(new Wanted());
        later(SupervisorWorld.SETTINGS.spawnMax());
        assertThat(on(new Tick())).containsExactly(new Kill(1), new Spawn(2));

        assertThat(on(new Started(1))).containsExactly(new Kill(1));
    }

    @Test
    void tellsOfAProcessThatCannotBeKilled() {
        on(new Wanted());
        up(1);
        on(new EndOfFile(1));
        laterMillis(20);
        assertThat(reports(new Tick())).containsExactly(Kind.DIED);
        laterMillis(5_000);

        assertThat(reports(new Tick())).contains(Kind.STUCK);
        assertThat(state.host(1)).isPresent();
    }

    @Test
    void stopsInGoodOrder() {
        on(new Wanted());
        up(1);

        assertThat(on(new Stop())).containsExactly(new Withdraw(1), new Drain(1));
        on(new Drained(1));
        on(new EndOfFile(1));
        assertThat(reports(new Exited(1, 0))).containsExactly(Kind.STOPPED);
        assertThat(state.phase()).isEqualTo(SupervisorState.Phase.STOPPED);
        assertThat(wakeAt).isEqualTo(Long.MAX_VALUE);
        assertThat(on(new Wanted())).isEmpty();
    }

    @Test
    void stopsThoughOneCannotBeKilled() {
        on(new Wanted());
        up(1);
        on(new EndOfFile(1));
        on(new Stop());
        on(new NotStarted(2, "is not needed"));

        for (int i = 0; i < 5; i++) {
            now = Math.max(now, wakeAt);
            on(new Tick());
        }

        assertThat(state.phase()).isEqualTo(SupervisorState.Phase.STOPPED);
    }

    @Test
    void ignoresWhatItForgot() {
        on(new Wanted());
        up(1);

        for (SupervisorEvent stale : List.of(
                new Hello(9), new Loaded(9), new Exited(9, 1), new EndOfFile(9), new Pong(9, 1), new Overdue(9, 1))) {
            assertThat(on(stale)).isEmpty();
        }
        assertThat(state.published()).isEqualTo(1);
    }
}
