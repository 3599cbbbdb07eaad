/**
 * Fine-tuning of models that were made elsewhere.
 *
 * <p>Between the loaded SavedModels of {@code org.stnjava.savedmodel} and the optimizers.
 */
@NullMarked
package org.stnjava.train.finetune;

import org.jspecify.annotations.NullMarked;
