/**
 * The engine ONNX Runtime: tensors in, tensors out, with natives that are private to the bundle revision and leave the
 * process with it. The way in is {@link io.roundhouse.onnxruntime.OnnxRuntimeComponent}; the hard part is {@link
 * io.roundhouse.onnxruntime.OrtRuntime}.
 */
@NullMarked
package io.roundhouse.onnxruntime;

import org.jspecify.annotations.NullMarked;
