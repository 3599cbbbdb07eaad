/** SavedModels that were trained before, as parts of the networks of runs. */
@NullMarked
package org.stnjava.train.backbone;

import org.jspecify.annotations.NullMarked;
