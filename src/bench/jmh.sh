#!/bin/sh
# Runs the microbenchmarks below src/bench/java with JMH. From the repository root, after
# "mvn -B -q -DskipTests package":
#
#     sh src/bench/jmh.sh [JMH options, such as a name]
set -eu

jmh=1.37
get=org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get
for artifact in jmh-core jmh-generator-annprocess; do
  mvn -B -q "$get" -Dartifact="org.openjdk.jmh:$artifact:$jmh" >/dev/null
done
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
path=target/mxray.jar
for jar in org/openjdk/jmh/jmh-core/$jmh/jmh-core-$jmh.jar \
    net/sf/jopt-simple/jopt-simple/5.0.4/jopt-simple-5.0.4.jar \
    org/apache/commons/commons-math3/3.6.1/commons-math3-3.6.1.jar; do
  path=$path:$repository/$jar
done
processor=$repository/org/openjdk/jmh/jmh-generator-annprocess/$jmh/jmh-generator-annprocess-$jmh.jar

classes=target/bench-classes
rm -rf "$classes"
mkdir -p "$classes"
find src/bench/java -name '*.java' -exec \
  javac -d "$classes" -cp "$path" -processorpath "$processor:$path" {} +
exec java -cp "$classes:$path" org.openjdk.jmh.Main "$@"
