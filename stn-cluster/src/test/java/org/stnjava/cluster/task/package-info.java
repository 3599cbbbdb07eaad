@NullMarked
package org.stnjava.cluster.task;

import org.jspecify.annotations.NullMarked;
