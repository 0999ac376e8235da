//! The numbers of the tags that this crate reads (rpm, `include/rpm/rpmtag.h`).
//!
//! Tags of the signature header have a prefix; all others belong to the main header.

/// Text: the name.
pub const NAME: u32 = 1000;
/// Text: the version.
pub const VERSION: u32 = 1001;
/// Text: the release.
pub const RELEASE: u32 = 1002;
/// Number: the epoch.
pub const EPOCH: u32 = 1003;
/// Text: one line about the package.
pub const SUMMARY: u32 = 1004;
/// Text: a description of several lines.
pub const DESCRIPTION: u32 = 1005;
/// Number: when the package was built, in seconds since 1970.
pub const BUILD_TIME: u32 = 1006;
/// Text: the machine that built the package.
pub const BUILD_HOST: u32 = 1007;
/// Number: bytes of the installed files, below 4 GiB.
pub const SIZE: u32 = 1009;
/// Number: bytes of the installed files.
pub const LONG_SIZE: u32 = 5009;
/// Text: who distributes the package.
pub const VENDOR: u32 = 1011;
/// Text: the licence.
pub const LICENSE: u32 = 1014;
/// Text: who packaged it.
pub const PACKAGER: u32 = 1015;
/// Text: the group, from the time before comps.
pub const GROUP: u32 = 1016;
/// Text: the home page.
pub const URL: u32 = 1020;
/// Text: the architecture.
pub const ARCH: u32 = 1022;
/// Number: present in a source package whose sources may not be distributed.
pub const NO_SOURCE: u32 = 1051;
/// Number: present in a source package whose patches may not be distributed.
pub const NO_PATCH: u32 = 1052;
/// Text: the file name of the source package; absent in source packages.
pub const SOURCE_RPM: u32 = 1044;
/// Numbers: the size of each file, below 4 GiB.
pub const FILE_SIZES: u32 = 1028;
/// Numbers: the size of each file.
pub const LONG_FILE_SIZES: u32 = 5008;
/// Numbers: type and permissions of each file, as in `stat`.
pub const FILE_MODES: u32 = 1030;
/// Texts: the digest of each file; empty for what is not a regular file.
pub const FILE_DIGESTS: u32 = 1035;
/// Numbers: the flags of each file, such as ghost (64).
pub const FILE_FLAGS: u32 = 1037;
/// Texts: the owner of each file.
pub const FILE_USER: u32 = 1039;
/// Texts: the group of each file.
pub const FILE_GROUP: u32 = 1040;
/// Texts: the last component of each path.
pub const BASENAMES: u32 = 1117;
/// Texts: the folders, each with a slash at its end.
pub const DIRNAMES: u32 = 1118;
/// Numbers: the folder of each file, as an index into [`DIRNAMES`].
pub const DIR_INDEXES: u32 = 1116;
/// Numbers: the ELF class of each file, 1 for 32 bits and 2 for 64.
pub const FILE_COLORS: u32 = 1140;
/// Texts: what the package provides.
pub const PROVIDE_NAME: u32 = 1047;
/// Numbers: the operator of each.
pub const PROVIDE_FLAGS: u32 = 1112;
/// Texts: the version of each.
pub const PROVIDE_VERSION: u32 = 1113;
/// Texts: what the package requires.
pub const REQUIRE_NAME: u32 = 1049;
/// Numbers: the operator and the purpose of each.
pub const REQUIRE_FLAGS: u32 = 1048;
/// Texts: the version of each.
pub const REQUIRE_VERSION: u32 = 1050;
/// Texts: what the package conflicts with.
pub const CONFLICT_NAME: u32 = 1054;
/// Numbers: the operator of each.
pub const CONFLICT_FLAGS: u32 = 1053;
/// Texts: the version of each.
pub const CONFLICT_VERSION: u32 = 1055;
/// Texts: what the package replaces.
pub const OBSOLETE_NAME: u32 = 1090;
/// Numbers: the operator of each.
pub const OBSOLETE_FLAGS: u32 = 1114;
/// Texts: the version of each.
pub const OBSOLETE_VERSION: u32 = 1115;
/// Texts: recommended capabilities; versions and flags follow by one and two.
pub const RECOMMEND_NAME: u32 = 5046;
/// Texts: suggested capabilities; versions and flags follow by one and two.
pub const SUGGEST_NAME: u32 = 5049;
/// Texts: supplemented capabilities; versions and flags follow by one and two.
pub const SUPPLEMENT_NAME: u32 = 5052;
/// Texts: enhanced capabilities; versions and flags follow by one and two.
pub const ENHANCE_NAME: u32 = 5055;
/// Number: the kind of [`FILE_DIGESTS`], by its number in RFC 9580; MD5 where absent.
pub const FILE_DIGEST_KIND: u32 = 5011;
/// Texts: the digest of the payload as it is packed.
pub const PAYLOAD_DIGEST: u32 = 5092;
/// Number: the kind of [`PAYLOAD_DIGEST`], by its number in RFC 9580.
pub const PAYLOAD_DIGEST_KIND: u32 = 5093;
/// Text: `name:stream:version:context` of the module that the package belongs to.
pub const MODULARITY_LABEL: u32 = 5096;
/// Number: the format of the package; 6 where rpm 6 made it, absent before.
pub const RPM_FORMAT: u32 = 5114;
/// Number: when an installed package was installed, in seconds since 1970.
pub const INSTALL_TIME: u32 = 1008;

/// Bytes: a signature over the main header, by any algorithm but RSA.
pub const SIGNATURE_DSA: u32 = 267;
/// Bytes: a signature over the main header, by RSA.
pub const SIGNATURE_RSA: u32 = 268;
/// Text: the SHA-1 of the main header.
pub const SIGNATURE_SHA1: u32 = 269;
/// Text: the SHA-256 of the main header.
pub const SIGNATURE_SHA256: u32 = 273;
/// Texts: signatures over the main header in base64, of a package of format 6.
pub const SIGNATURE_OPENPGP: u32 = 278;
/// Bytes: an RSA signature over main header and payload, of old packages.
pub const SIGNATURE_PGP: u32 = 1002;
/// Bytes: the MD5 of main header and payload.
pub const SIGNATURE_MD5: u32 = 1004;
/// Bytes: a DSA signature over main header and payload, of old packages.
pub const SIGNATURE_GPG: u32 = 1005;
/// Number: bytes of the unpacked payload, below 4 GiB.
pub const SIGNATURE_PAYLOAD_SIZE: u32 = 1007;
/// Number: bytes of the unpacked payload.
pub const SIGNATURE_LONG_PAYLOAD_SIZE: u32 = 271;
