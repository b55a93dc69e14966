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

step "verbs"
diary demo d.diary --days 90 --today 2026-03-31
diary log d.diary 2026-03-31 stress=3 >/dev/null
diary show d.diary --from 2026-03-31 >/dev/null
diary find d.diary a >/dev/null
diary record d.diary medicine name=Example >/dev/null
diary list d.diary medicine >/dev/null
diary measures d.diary --json >/dev/null
diary findings d.diary --json >/dev/null
diary export d.diary -o d.csv
diary export d.diary --notes -o d.json >/dev/null
diary import new.diary d.json --new >/dev/null
printf 'full_date,date,weekday,time,mood,activities,note\n2026-03-02,March 2,Monday,20:10,good,"walk",""\n' >daylio.csv
diary import new.diary daylio.csv >/dev/null
for ending in pdf html svg png; do diary report d.diary -o "page.$ending"; done
diary handout filter -o handout.pdf
mkdir people
diary export d.diary --format share -o people/one.diary >/dev/null
diary review people --json >/dev/null
diary collect people -o study.csv
diary sheet d.diary -o week.pdf
diary remind
diary check d.diary >/dev/null
diary backup d.diary -o kept >/dev/null
diary restore "$(ls kept/*.diary | head -n 1)" back.diary >/dev/null
cp d.diary other.diary
diary merge d.diary other.diary >/dev/null
diary salvage d.diary saved.diary >/dev/null
diary forget d.diary 2026-03-30 >/dev/null
(umask 077; echo "purple lamp under seven rivers" >secret)
diary passphrase other.diary --new-passphrase-file secret
diary show other.diary --passphrase-file secret --from 2026-03-31 >/dev/null
for verb in $(diary --help | sed -n '/^Commands:/,$s/^  \([a-z]*\) .*/\1/p'); do diary "$verb" --help >/dev/null; done
test "$(head -c 4 page.pdf)" = %PDF

step "pages"
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$HOME/run"
mkdir -m 700 run
for page in today calendar trends understand plan share settings; do
    code=0
    timeout 12 diary d.diary --page "$page" >said 2>&1 || code=$?
    if [ "$code" != 124 ] || grep -q Traceback said; then cat said; echo "$page ended with $code"; exit 1; fi
done
sha256sum d.diary >before
USER
su -s /bin/sh patient -c 'env -i HOME="$HOME" PATH=/usr/bin:/bin sh /as-patient.sh'

echo "  upgrade"
apt-get -qq install --no-install-recommends -y /newer.deb >/dev/null
su -s /bin/sh patient -c 'cd && sha256sum --check --quiet before && diary check d.diary >/dev/null'
echo "  purge"
apt-get -qq purge -y symptom-diary >/dev/null
test ! -e /usr/lib/symptom-diary
test ! -e /usr/bin/diary
su -s /bin/sh patient -c 'cd && sha256sum --check --quiet before'
echo "  the diary is as it was"
