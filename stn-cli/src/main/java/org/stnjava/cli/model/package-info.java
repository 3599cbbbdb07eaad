/**
 * The commands for SavedModels of any origin: {@code inspect}, {@code run} and {@code finetune}.
 */
@NullMarked
package org.stnjava.cli.model;

import org.jspecify.annotations.NullMarked;
