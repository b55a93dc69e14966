#!/bin/sh
# Signs the program, puts it in a disk image and has Apple check it, where the secrets for that exist. Started by the
# release workflow on macOS: dmg.sh VERSION. Without an identity the image is made unsigned and says so. The secrets:
#   CERTIFICATE, CERTIFICATE_PASSWORD      the "Developer ID Application" certificate as .p12 in base64, its password
#   SIGNING_IDENTITY                       the name of that certificate
#   APPLE_ID, APPLE_TEAM, APPLE_PASSWORD   the account, its team and an app-specific password, for the check by Apple
set -eu
version=$1
app="build/frozen/Symptom Diary.app"
image="dist/symptom-diary-$version-$(uname -m).dmg"
mkdir -p dist
if [ -n "${CERTIFICATE:-}" ]; then
    safe=$(mktemp -d)
    keychain="$safe/signing.keychain-db"
    security create-keychain -p once "$keychain"
    security set-keychain-settings -t 3600 "$keychain"
    security unlock-keychain -p once "$keychain"
    printf %s "$CERTIFICATE" | base64 --decode >"$safe/certificate.p12"
    security import "$safe/certificate.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
    rm "$safe/certificate.p12"
    security set-key-partition-list -S apple-tool:,apple: -k once "$keychain" >/dev/null
    security list-keychains -d user -s "$keychain"
fi
if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --sign "$SIGNING_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    codesign --force --deep --sign - "$app"  # the seal of PyInstaller is older than what was added since
    echo "There is no signing identity: macOS will ask before it opens this program."
fi
folder=$(mktemp -d)
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Symptom Diary" -srcfolder "$folder" -format UDZO -ov "$image"
if [ -n "${APPLE_ID:-}" ]; then
    xcrun notarytool submit "$image" --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" --password "$APPLE_PASSWORD" --wait
    xcrun stapler staple "$image"
fi
