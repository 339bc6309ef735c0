/**
 * The stages of a request, in order: read {@link InferencePipeline#infer} first, everything else here is a helper of it.
 * {@link PipelineComponent} is the shell.
 */
@NullMarked
package io.roundhouse.pipeline;

import org.jspecify.annotations.NullMarked;
