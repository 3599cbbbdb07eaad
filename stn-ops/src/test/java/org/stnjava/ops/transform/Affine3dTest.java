package org.stnjava.ops.transform;

class Affine3dTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Affine3d();
  }
}
