@NullMarked
package org.stnjava.models;

import org.jspecify.annotations.NullMarked;
