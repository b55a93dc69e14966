#!/bin/sh
# Makes one file that needs no installation, from the frozen program. Started by the release workflow:
# appimage.sh VERSION [APPIMAGETOOL]. Without the tool the folder is made that goes into the file.
set -eu
version=$1
folder=build/AppDir
rm -rf "$folder"
mkdir -p "$folder/usr/lib" "$folder/usr/share/metainfo" dist
cp -a build/frozen/symptom-diary "$folder/usr/lib/"
ln -s usr/lib/symptom-diary/symptom-diary "$folder/AppRun"
cp packaging/linux/symptom-diary.desktop "$folder/"
cp build/icon/256.png "$folder/symptom-diary.png"
cp build/deb/usr/share/metainfo/*.xml "$folder/usr/share/metainfo/"
[ -n "${2:-}" ] || exit 0
"$2" --appimage-extract-and-run "$folder" "dist/symptom-diary-$version-$(uname -m).AppImage"
