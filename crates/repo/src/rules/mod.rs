//! The rules of `maneki repo verify`, with a file for each.
//!
//! A rule is a function of the facts about one repository. Rules stay silent about what follows from the finding of
//! another rule: a file that is not the one that `repomd.xml` means gets one finding.

mod arch_foreign;
mod binary_in_source;
mod checksum_unknown;
mod checksum_weak;
mod compression_mismatch;
mod digest_missing;
mod dist_foreign;
mod duplicate_data_type;
mod duplicate_package;
mod duplicate_pkgid;
mod file_name_mismatch;
mod header_digest;
mod header_malformed;
mod header_mismatch;
mod href_duplicate;
mod href_unsafe;
mod limit_exceeded;
mod location_elsewhere;
mod metadata_absent;
mod metadata_checksum;
mod metadata_malformed;
mod metadata_missing;
mod metadata_open_checksum;
mod metadata_open_size;
mod metadata_size;
mod metadata_too_large;
mod metadata_unpack;
mod metadata_unreferenced;
mod multilib_skew;
mod package_checksum;
mod package_count;
mod package_missing;
mod package_size;
mod package_truncated;
mod package_unreferenced;
mod payload_digest;
mod pkgid_mismatch;
mod repomd_missing;
mod required_metadata_missing;
mod signatures_not_judged;
mod source_in_binary;
mod symlink_outside;
mod time_in_future;
mod xml_doctype;

use maneki_ground_lint::Rule;

use crate::repository::Repository;
pub(crate) use signatures_not_judged::CODE as NOT_JUDGED;

/// Every rule, in the order of the reference.
pub const RULES: &[Rule<Repository>] = &[
    repomd_missing::RULE,
    metadata_malformed::RULE,
    xml_doctype::RULE,
    limit_exceeded::RULE,
    duplicate_data_type::RULE,
    required_metadata_missing::RULE,
    metadata_absent::RULE,
    metadata_missing::RULE,
    metadata_size::RULE,
    metadata_checksum::RULE,
    metadata_unpack::RULE,
    metadata_open_size::RULE,
    metadata_open_checksum::RULE,
    metadata_too_large::RULE,
    compression_mismatch::RULE,
    checksum_unknown::RULE,
    checksum_weak::RULE,
    metadata_unreferenced::RULE,
    href_unsafe::RULE,
    symlink_outside::RULE,
    location_elsewhere::RULE,
    package_count::RULE,
    pkgid_mismatch::RULE,
    duplicate_package::RULE,
    href_duplicate::RULE,
    duplicate_pkgid::RULE,
    package_missing::RULE,
    package_size::RULE,
    package_checksum::RULE,
    package_unreferenced::RULE,
    file_name_mismatch::RULE,
    header_malformed::RULE,
    package_truncated::RULE,
    header_mismatch::RULE,
    header_digest::RULE,
    payload_digest::RULE,
    digest_missing::RULE,
    signatures_not_judged::RULE,
    arch_foreign::RULE,
    dist_foreign::RULE,
    source_in_binary::RULE,
    binary_in_source::RULE,
    multilib_skew::RULE,
    time_in_future::RULE,
];
