package io.roundhouse.host;

/** The same without memory that both see. */
class StrictHostedEngineIT extends HostedEngineIT {
    @Override
    int slotBytes() {
        return 0;
    }
}
