#!/bin/sh
# Finishes a distribution: unpacks the native transport once instead of at every start, and makes an
# archive of linked classes for this JVM by running the main job.
# finish.sh JAVA_HOME DISTRIBUTION
set -eu
java=$1/bin/java
home=$(CDPATH='' cd -- "$2" && pwd -P)
version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release")
feature=${version%%[!0-9]*}
archive=$home/lib/mxray-$version
trained=$archive.trained

chmod 755 "$home/bin/mxray"
rm -rf "$home/lib/native" "$home"/lib/*.jsa "$home"/lib/*.aot "$home"/lib/*.trained "$home"/lib/*.home
mkdir "$home/lib/native"
(cd "$home/lib/native" && "$1/bin/jar" xf ../mxray.jar META-INF/native && mv META-INF/native/*.so . && rm -r META-INF)

# The options that decide whether an archive fits are those of bin/mxray.
jvm() {
  "$java" "$@" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=off \
    -Djava.library.path="$home/lib/native" -Dmxray.home="$home" -cp "$home/lib/mxray.jar" dev.mxray.cli.Main demo --rehearse >/dev/null
}

archive() {
  if [ "$feature" -ge 24 ]; then
    # An ahead-of-time cache (JEP 483).
    options='--sun-misc-unsafe-memory-access=allow -Dio.netty.noUnsafe=false --enable-native-access=ALL-UNNAMED'
    # shellcheck disable=SC2086
    jvm -XX:AOTMode=record -XX:AOTConfiguration="$trained" $options &&
      jvm -XX:AOTMode=create -XX:AOTConfiguration="$trained" -XX:AOTCache="$archive.aot" $options
  else
    # One archive of the JDK's classes and ours. A second layer over the JDK's own archive could not
    # hold classes in the format of Java 5, and the options of the command line are read by such.
    jvm -Xshare:auto -XX:DumpLoadedClassList="$trained" &&
      jvm -Xshare:dump -XX:SharedClassListFile="$trained" -XX:SharedArchiveFile="$archive.jsa"
  fi
}

if archive; then
  # An archive fits only a jar in the same place; elsewhere the launcher does better without.
  printf '%s\n' "$home" >"$archive.home"
else
  rm -f "$archive.jsa" "$archive.aot"
  echo "mxray: this JVM makes no class archive; everything works, and starts more slowly" >&2
fi
rm -f "$trained"
