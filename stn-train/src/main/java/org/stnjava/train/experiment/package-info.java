/**
 * The paper's experiments: named, seeded configurations and their runs.
 *
 * <p>Puts data, network and loop together for the command line.
 */
@NullMarked
package org.stnjava.train.experiment;

import org.jspecify.annotations.NullMarked;
