# Installation images.

isos-title = Installation images
isos-title-of = Installation images of { $module }
isos-lead = Choose a version and an architecture.
isos-nothing = There are no images yet.
isos-current = Current versions
# $module is a part of the distribution that only some mirrors carry.
isos-module = Versions of { $module }
isos-vault = Old versions, in the vault
isos-all = All versions

isos-folder-title = Images of { $version } for { $arch }
isos-in-vault = This version lies in the vault alone:
isos-not-checked = Not checked: nobody looks here whether a mirror has the images.
isos-no-set = Which images there are is not known here: the links lead to the folders of mirrors.
isos-files = Files
isos-files-caption = Each link leads to the nearest mirror that has all of them; a metalink names several at once, for download tools.
isos-file = Name
isos-size = Size
isos-some = Some mirrors
isos-last-resort = No mirror has been seen to have all images. These may have some.
isos-nobody = No mirror that can be named here has these images. Come back a little later.
isos-by-country =
    { $count ->
        [one] One mirror has them
       *[other] All { $count } mirrors that have them, by country
    }
isos-perhaps-by-country =
    { $count ->
        [one] One mirror may have them
       *[other] All { $count } mirrors that may have them, by country
    }
isos-no-country = Country not known

isos-verify = Verify a download
isos-verify-how = Three commands get an image, get the checksums, and compare them. The last one has to end in “OK”.
isos-verify-known = The checksums above come from where the images are made, and not from a mirror: the line of your image in CHECKSUM has to be the same.
isos-verify-unknown = Put the name of an image in the place of FILE.iso; CHECKSUM lists them. Where CHECKSUM is signed, verify its signature as the distribution describes: a mirror could change both files.

size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
# Between whole numbers and tenths.
