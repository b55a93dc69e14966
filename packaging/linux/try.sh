#!/bin/sh
# Tries the Debian package out in a fresh system, as `dev.py package --check` wants it: installed, used by a normal user
# with an empty environment, upgraded, purged. Ends with the first thing that fails.
set -eu
mount -t proc proc /proc
mkdir -p /dev/pts
mount -t devpts devpts /dev/pts
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install --no-install-recommends -y /first.deb >/dev/null
useradd --create-home patient

cat >/as-patient.sh <<'USER'
set -eu
cd "$HOME"
umask 022
step() { echo "  $*"; }

step "verbs and pages"
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$HOME/run"
mkdir -m 700 run
sh /smoke.sh
for verb in $(diary --help | sed -n '/^Commands:/,$s/^  \([a-z]*\) .*/\1/p'); do diary "$verb" --help >/dev/null; done
test "$(head -c 4 r.pdf)" = %PDF

step "a second start"
rm -rf run/*.requests
export LC_ALL=C.UTF-8
diary d.diary &
first=$!
until [ -e run/*.requests ]; do kill -0 $first; sleep 0.2; done
timeout 20 diary d.diary --page trends
kill -0 $first
kill $first
wait $first || :
sha256sum d.diary >before
USER
su -s /bin/sh patient -c 'env -i HOME="$HOME" PATH=/usr/bin:/bin sh /as-patient.sh'

echo "  upgrade"
apt-get -qq install --no-install-recommends -y /newer.deb >/dev/null
su -s /bin/sh patient -c 'cd && sha256sum --check --quiet before && diary check d.diary >/dev/null'
echo "  purge"
apt-get -qq purge -y symptom-diary >/dev/null
test ! -e /usr/bin/diary
left=$(find / -xdev \( -path /proc -o -path /home \) -prune -o -name '*symptom*diary*' -print)
test -z "$left" || { echo "left behind: $left"; exit 1; }
su -s /bin/sh patient -c 'cd && sha256sum --check --quiet before'
echo "  the diary is as it was"
