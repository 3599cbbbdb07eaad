@NullMarked
package org.stnjava.train.experiment;

import org.jspecify.annotations.NullMarked;
