@NullMarked
package org.stnjava.models.classifier;

import org.jspecify.annotations.NullMarked;
