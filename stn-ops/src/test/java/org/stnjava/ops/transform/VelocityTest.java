package org.stnjava.ops.transform;

class VelocityTest implements TransformContract {

  @Override
  public Transform transform() {
    return Velocity.of(4, 3);
  }
}
