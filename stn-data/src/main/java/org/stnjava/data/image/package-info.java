/**
 * PNG and JPEG pictures: one decoder, with one set of rules, and one encoder for all modules.
 *
 * <p>Image sets, the command line and Spark read their pictures through it.
 */
@NullMarked
package org.stnjava.data.image;

import org.jspecify.annotations.NullMarked;
