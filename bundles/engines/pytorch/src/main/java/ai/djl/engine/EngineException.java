package ai.djl.engine;

/** PyTorch refused or failed; the message is its own. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The native library calls it. */
    public EngineException(String message) {
        super(message);
    }
}
