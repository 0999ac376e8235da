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
isos-in-vault = This version is only in the vault:
isos-not-checked = This service does not check which mirrors have the images.
isos-no-set = The list of images is unknown. The links open the folders on mirrors.
isos-files = Files
isos-files-caption = Each link leads to the nearest mirror that has all files. A metalink lists several mirrors, for download tools.
isos-file = Name
isos-size = Size
isos-some = Some mirrors
isos-last-resort = No mirror is known to have all images. These mirrors may have some of them.
isos-none = No public mirror has these images at the moment. Try again later.
isos-by-country =
    { $count ->
        [one] One mirror has them
       *[other] { $count } mirrors have them, by country
    }
isos-perhaps-by-country =
    { $count ->
        [one] One mirror may have them
       *[other] { $count } mirrors may have them, by country
    }
isos-no-country = Unknown country

isos-verify = Verify a download
isos-verify-how = These commands download an image and the checksums, and compare them. The last command must end with “OK”.
isos-verify-known = The checksums in the table come from the origin of the images, not from a mirror. The line for your image in CHECKSUM must be the same.
isos-verify-unknown = Replace FILE.iso with the name of an image. CHECKSUM lists the names. If CHECKSUM is signed, verify the signature as the distribution describes, because a mirror could change both files.

size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
