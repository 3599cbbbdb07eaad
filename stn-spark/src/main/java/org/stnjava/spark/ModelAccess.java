package org.stnjava.spark;

/** The values of the parameter {@code modelAccess}. */
final class ModelAccess {

  /** Every machine sees the model's path. */
  static final String SHARED = "shared";

  /** The driver alone sees it. */
  static final String SHIPPED = "shipped";

  private ModelAccess() {}
}
