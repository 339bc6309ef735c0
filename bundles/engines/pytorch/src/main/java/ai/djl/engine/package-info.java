/** What DJL's native library for PyTorch throws; it looks for this name. DJL's own class is not in the bundle. */
@NullMarked
package ai.djl.engine;

import org.jspecify.annotations.NullMarked;
