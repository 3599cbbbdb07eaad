package org.stnjava.ops.transform;

class FlowTest implements TransformContract {

  @Override
  public Transform transform() {
    return new Flow(3, 5);
  }
}
