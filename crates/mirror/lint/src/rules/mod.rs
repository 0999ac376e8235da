//! The list of rules, in alphabetical order. Each rule has its own file.

use maneki_ground_lint::Rule;

use crate::world::World;

mod address_not_public;
mod arch_unknown;
mod asn_invalid;
mod asn_reserved;
mod cidr_host_bits;
mod cidr_invalid;
mod cidr_too_wide;
mod city_unknown;
mod cloud_region_unknown;
mod cloud_regions_without_type;
mod cloud_type_unknown;
mod cloud_without_regions;
mod config_version_too_low;
mod config_version_unsupported;
mod coordinates_invalid;
mod country_not_iso;
mod duplicate_key;
mod duplicate_name;
mod duplicate_url;
mod duplicated_version_invalid;
mod duplicated_version_unknown;
mod duration_invalid;
mod email_invalid;
mod empty_list;
mod empty_text;
mod empty_value;
mod file_name_differs;
mod file_unreadable;
mod host_differs_from_name;
mod host_not_public;
mod listed_twice;
mod merge_key;
mod mirrors_dir_missing;
mod missing_key;
mod module_name_unusable;
mod module_unknown;
mod monopoly_conflict;
mod monopoly_not_private;
mod monopoly_without_subnets;
mod name_invalid;
mod name_not_ascii;
mod name_not_host_name;
mod name_upper_case;
mod no_mirrors;
mod no_usable_url;
mod number_notation;
mod path_invalid;
mod private_without_clients;
mod repository_arch_unknown;
mod repository_path_slashes;
mod repository_path_twice;
mod repository_version_unknown;
mod sponsor_url_invalid;
mod subnet_not_public;
mod subnet_overlap;
mod swapped_names;
mod unknown_key;
mod unquoted_boolean;
mod update_frequency_slow;
mod url_address_literal;
mod url_double_slash;
mod url_invalid;
mod url_not_ascii;
mod url_scheme;
mod version_invalid;
mod version_listed_twice;
mod version_not_quoted;
mod version_tag_unknown;
mod version_without_arches;
mod wrong_extension;
mod wrong_type;
mod yaml_syntax;

pub(crate) use email_invalid::is_address;
pub(crate) use name_not_host_name::problem as name_problem;

/// Every rule, by code.
pub static RULES: &[Rule<World>] = &[
    address_not_public::RULE,
    arch_unknown::RULE,
    asn_invalid::RULE,
    asn_reserved::RULE,
    cidr_host_bits::RULE,
    cidr_invalid::RULE,
    cidr_too_wide::RULE,
    city_unknown::RULE,
    cloud_region_unknown::RULE,
    cloud_regions_without_type::RULE,
    cloud_type_unknown::RULE,
    cloud_without_regions::RULE,
    config_version_too_low::RULE,
    config_version_unsupported::RULE,
    coordinates_invalid::RULE,
    country_not_iso::RULE,
    duplicate_key::RULE,
    duplicate_name::RULE,
    duplicate_url::RULE,
    duplicated_version_invalid::RULE,
    duplicated_version_unknown::RULE,
    duration_invalid::RULE,
    email_invalid::RULE,
    empty_list::RULE,
    empty_text::RULE,
    empty_value::RULE,
    file_name_differs::RULE,
    file_unreadable::RULE,
    host_differs_from_name::RULE,
    host_not_public::RULE,
    listed_twice::RULE,
    merge_key::RULE,
    mirrors_dir_missing::RULE,
    missing_key::RULE,
    module_name_unusable::RULE,
    module_unknown::RULE,
    monopoly_conflict::RULE,
    monopoly_not_private::RULE,
    monopoly_without_subnets::RULE,
    name_invalid::RULE,
    name_not_ascii::RULE,
    name_not_host_name::RULE,
    name_upper_case::RULE,
    no_mirrors::RULE,
    no_usable_url::RULE,
    number_notation::RULE,
    path_invalid::RULE,
    private_without_clients::RULE,
    repository_arch_unknown::RULE,
    repository_path_slashes::RULE,
    repository_path_twice::RULE,
    repository_version_unknown::RULE,
    sponsor_url_invalid::RULE,
    subnet_not_public::RULE,
    subnet_overlap::RULE,
    swapped_names::RULE,
    unknown_key::RULE,
    unquoted_boolean::RULE,
    update_frequency_slow::RULE,
    url_address_literal::RULE,
    url_double_slash::RULE,
    url_invalid::RULE,
    url_not_ascii::RULE,
    url_scheme::RULE,
    version_invalid::RULE,
    version_listed_twice::RULE,
    version_not_quoted::RULE,
    version_tag_unknown::RULE,
    version_without_arches::RULE,
    wrong_extension::RULE,
    wrong_type::RULE,
    yaml_syntax::RULE,
];
