@NullMarked
package org.stnjava.spark;

import org.jspecify.annotations.NullMarked;
