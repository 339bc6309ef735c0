/**
 * Every value is held against a schema before a model sees it, and the schema can be learnt from data: the step {@code
 * validate}. Begin with {@code ValidateStep}; what is learnt, and why, with {@code SchemaFitting}.
 */
@NullMarked
package io.roundhouse.validate;

import org.jspecify.annotations.NullMarked;
