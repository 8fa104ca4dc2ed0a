#!/bin/sh
# Finishes a distribution: unpacks the native transport once instead of at every start, and makes the
# class-data archive by running the main job.
# finish.sh JAVA_HOME DISTRIBUTION
set -eu
java=$1/bin/java
home=$2
version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release")
feature=${version%%[!0-9]*}

chmod 755 "$home/bin/mxray"
rm -rf "$home/lib/native" "$home"/lib/*.jsa
mkdir "$home/lib/native"
(cd "$home/lib/native" && "$1/bin/jar" xf ../mxray.jar META-INF/native && mv META-INF/native/*.so . && rm -r META-INF)

options=
if [ "$feature" -ge 24 ]; then
  options='--sun-misc-unsafe-memory-access=allow -Dio.netty.noUnsafe=false --enable-native-access=ALL-UNNAMED'
fi
# shellcheck disable=SC2086
"$java" -XX:ArchiveClassesAtExit="$home/lib/mxray-$version.jsa" -Xshare:auto -Xlog:disable -Xlog:all=off \
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $options \
  -Djava.library.path="$home/lib/native" -Dmxray.home="$home" \
  -cp "$home/lib/mxray.jar" dev.mxray.cli.Main demo >/dev/null
