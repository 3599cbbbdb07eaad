/** One class for each experiment, or for each family of them, in the settings of the paper. */
@NullMarked
package org.stnjava.train.experiment.paper;

import org.jspecify.annotations.NullMarked;
