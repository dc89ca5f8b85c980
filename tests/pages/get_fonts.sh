#!/bin/sh
# Fetch the free Chinese faces the page tests look through: six Fandol files out of the
# Debian package texlive-lang-chinese (about 49 MB to download, nothing is installed).
#
#   tests/pages/get_fonts.sh [FOLDER]     default: $XL_ADDIN_FONTS, else the cache folder
set -eu
folder=${1:-${XL_ADDIN_FONTS:-${XDG_CACHE_HOME:-$HOME/.cache}/xl_addin/fonts}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
chmod 755 "$work"
( cd "$work" && apt-get download texlive-lang-chinese && dpkg -x texlive-lang-chinese_*.deb unpacked )
mkdir -p "$folder"
for face in Fang-Regular Kai-Regular Hei-Regular Hei-Bold Song-Regular Song-Bold; do
    find "$work/unpacked" -name "Fandol$face.otf" -exec cp {} "$folder/" \;
    test -s "$folder/Fandol$face.otf" || { echo "Fandol$face.otf is not in the package" >&2; exit 1; }
done
echo "$folder"
