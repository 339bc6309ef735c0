package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostProcessesTest {
    private final HostProcesses processes = new HostProcesses();

    @Test
    void killsOneThatWasRetiredAndIsStillThere() throws Exception {
        Process process = waiting();
        processes.add(1, process);

        processes.forget(1);
        processes.kill(1);

        assertThat(process.waitFor()).isNotZero();
        processes.forget(1);
        assertThat(processes.find(1)).isNull();
    }

    @Test
    void knowsNothingOfOneThatWasNeverStarted() {
        processes.kill(2);
        processes.forget(2);

        assertThat(processes.find(2)).isNull();
    }

    /** Waits for its input, which does not come. */
    private static Process waiting() throws IOException {
        return new ProcessBuilder("cat").start();
    }
}
