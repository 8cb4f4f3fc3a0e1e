#!/bin/sh
# The system packages the tests need, beside Python: a real browser, a real PostgreSQL, and what
# veraPDF needs (Java, and the library by which it reads its profiles).
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
# Debian puts a server's programs on nobody's path.
has_postgresql() {
  command -v initdb >/dev/null 2>&1 && return 0
  for program in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$program" ] && return 0
  done
  return 1
}
has_postgresql || missing="$missing postgresql"
command -v java >/dev/null 2>&1 || missing="$missing default-jdk-headless"
[ -e /usr/share/java/jaxb-runtime.jar ] || missing="$missing libjaxb-java"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "The tests need these system packages, which only an administrator can install:$missing." >&2
  exit 1
fi
