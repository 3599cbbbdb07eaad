package org.stnjava.ops.transform;

class RotationTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Rotation();
  }
}
