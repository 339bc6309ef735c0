/**
 * The engine PyTorch: TorchScript modules. The way in is {@link io.roundhouse.pytorch.PyTorchComponent}. libtorch can be in
 * a process once and never leaves it, so models run in a process of their own unless they say otherwise.
 */
@NullMarked
package io.roundhouse.pytorch;

import org.jspecify.annotations.NullMarked;
