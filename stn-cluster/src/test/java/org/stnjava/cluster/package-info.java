@NullMarked
package org.stnjava.cluster;

import org.jspecify.annotations.NullMarked;
