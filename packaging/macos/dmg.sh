#!/bin/sh
# Signs the program, puts it in a disk image and has Apple check it, where the secrets for that exist. Started by the
# release workflow on macOS: dmg.sh VERSION. Without an identity the image is made unsigned and says so.
set -eu
version=$1
app="build/frozen/Symptom Diary.app"
image="dist/symptom-diary-$version-$(uname -m).dmg"
mkdir -p dist
if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --sign "$SIGNING_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    echo "There is no signing identity: macOS will ask before it opens this program."
fi
folder=$(mktemp -d)
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Symptom Diary" -srcfolder "$folder" -format UDZO -ov "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
