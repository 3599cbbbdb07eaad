/**
 * Settings of runs by name, as {@code config.yaml} and {@code --set} name them.
 *
 * <p>Between configuration files and the experiments, which add their own settings.
 */
@NullMarked
package org.stnjava.train.config;

import org.jspecify.annotations.NullMarked;
