#!/usr/bin/env bash
# Checks stn-spark on two executors that are processes of their own, on Linux: the labels of 50,000
# MNIST images are those of "stn run", the executors take at most 15 % more core-seconds than one
# process, and one that is killed in the middle loses nothing.
# Usage: tools/spark/check.sh DATA [SAVED_MODEL], DATA with the MNIST files; without a model it
# trains one. Ends with 0 if all is well, 1 if not.
set -euo pipefail

DATA="$(cd "${1:?expected a folder with the MNIST files}" && pwd)"
MODEL="${2:+$(cd "$2" && pwd)}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT="$PWD"
WORK="$ROOT/target/spark-check"
BATCH=64
COUNT=50000

# The class path of Spark alone, as a folder like that of its distribution.
make_spark_home() {
  local jars="$WORK/home/jars" paths path
  ./mvnw -q -B -f tools/spark/pom.xml dependency:build-classpath -Dmdep.outputFile="$WORK/home.txt"
  rm -rf "$jars" && mkdir -p "$jars"
  IFS=: read -r -a paths <<<"$(<"$WORK/home.txt")"
  for path in "${paths[@]}"; do ln -s "$path" "$jars/"; done
}

# name FIELD: the name of the input or the scores of the model.
name() {
  ./stn inspect "$MODEL" --json | sed -n "/\"serving_default\"/,/\"feeds\"/p" |
    sed -n "/\"$1\"/,\$s/.*\"name\" : \"\(.*\)\",/\1/p" | head -n 1
}

# The labels that the executors must give: 25 calls, as 50,000 images at once need 40 GB.
run_stn() {
  local input output x
  input="$(name inputs)"
  output="$(name outputs)"
  for x in "$WORK"/x*.npy; do
    ./stn run "$MODEL" --input "$input=$x" --output "$output=$WORK/y${x##*/x}"
  done
}

java_class_path() { printf '%s:%s' "$ROOT/stn-bench/target/classes" "$(<stn-bench/target/class-path.txt)"; }

mkdir -p "$WORK"
export TF_CPP_MIN_LOG_LEVEL=3
./stn --version >&2 # builds it
./mvnw -q -B -Pspark -pl stn-spark -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true package
make_spark_home
if [ -z "$MODEL" ]; then
  MODEL="$WORK/run/saved_model"
  [ -d "$MODEL" ] || ./stn train mnist-r --data "$DATA" --steps 100 --run "$WORK/run" >&2
fi
rm -rf "$WORK"/[xy]*.npy "$WORK"/table-* "$WORK/labels"
java -cp "$(java_class_path)" tools/spark/OneProcess.java cut "$DATA"/train-images-idx3-ubyte.gz "$COUNT" "$WORK"
run_stn
read -r first second < <(java -XX:+UseSerialGC -cp "$(java_class_path)" tools/spark/OneProcess.java \
  run "$MODEL" "$WORK" "$BATCH" 2>/dev/null)
printf 'one process: %s core-seconds for a first pass with its start, %s for a second\n\n' "$first" "$second"

jobs=(stn-spark/target/stn-spark-*-job.jar)
job="$ROOT/${jobs[0]}"
native="$(tr ':' '\n' <stn-bench/target/class-path.txt | grep -E '/tensorflow-core-native-[0-9.]+-[a-z].*\.jar$')"
export SPARK_HOME="$WORK/home" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
read -r -a opens < <(java -cp "$SPARK_HOME/jars/*" tools/spark/ModuleOptions.java)
java -XX:+UseSerialGC -Xmx2g "${opens[@]}" -cp "$SPARK_HOME/jars/*:$job:$native" \
  -Dspark.master='local-cluster[2,1,1024]' -Dspark.executor.memory=1g -Dspark.jars="$job,$native" \
  -Dspark.executor.extraJavaOptions=-XX:+UseSerialGC -Dspark.executorEnv.TF_CPP_MIN_LOG_LEVEL=3 \
  -Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -Dspark.ui.enabled=false \
  -Dspark.log.level=ERROR tools/spark/ClusterCheck.java "$MODEL" "$WORK" "$BATCH" "$second"
