/**
 * Device placement: which parameter server stores which weight, and which task runs which node.
 *
 * <p>Between a training graph and the servers of {@code task}.
 */
@NullMarked
package org.stnjava.cluster.placement;

import org.jspecify.annotations.NullMarked;
