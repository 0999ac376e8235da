//! Fixes change the bytes at the place and nothing else.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that they fix")]

use std::fs;
use std::path::Path;

use maneki_ground_diagnostics::Applicability::{self, Safe, Unsafe};
use maneki_ground_lint::{Fixed, diff, replace};
use maneki_mirror_lint::{Options, fix};
use proptest::prelude::*;

const CONFIG: &str = include_str!("fixtures/country-not-iso.good/config.yml");

/// A registry of one mirror file with these lines, fixed.
fn fixed(lines: &str, allowed: Applicability) -> (String, String, Fixed) {
    let folder = tempfile::tempdir().unwrap();
    let before = format!(
        "name: a.example.org\naddress: {{http: http://a.example.org/}}\nupdate_frequency: 3h\nsponsor: S\nsponsor_url: https://s.example/\n{lines}"
    );
    let path = write(folder.path(), CONFIG, &before);
    let fixed = fix(&[folder.path()], allowed, &Options::default());
    for (path, text) in &fixed.texts {
        replace(Path::new(&**path), text).unwrap();
    }
    (before, fs::read_to_string(path).unwrap(), fixed)
}

fn write(folder: &Path, config: &str, mirror: &str) -> std::path::PathBuf {
    fs::create_dir(folder.join("mirrors.d")).unwrap();
    fs::write(folder.join("config.yml"), config).unwrap();
    let path = folder.join("mirrors.d/a.example.org.yml");
    fs::write(&path, mirror).unwrap();
    path
}

fn becomes(lines: &str, expected: &str, allowed: Applicability) {
    let (before, after, fixed) = fixed(lines, allowed);
    let expected = before.replace(lines, expected);
    assert_eq!(after, expected);
    assert!(fixed.applied > 0);
}

#[test]
fn safe_fixes_keep_comments_order_quotes_and_line_ends() {
    becomes(
        "geolocation:   # here\r\n  country:  'UK' # yes\r\n",
        "geolocation:   # here\r\n  country:  'GB' # yes\r\n",
        Safe,
    );
    becomes(
        "geolocation: {country: Germany, city: Berlin}\n",
        "geolocation: {country: DE, city: Berlin}\n",
        Safe,
    );
    becomes("geolocation:\n  country: \"South Korea\"\n", "geolocation:\n  country: \"KR\"\n", Safe);
    becomes("geolocation: {country: NO}\n", "geolocation: {country: \"NO\"}\n", Safe);
    becomes("geolocation: {country: Norway}\n", "geolocation: {country: \"NO\"}\n", Safe);
    becomes(
        "subnets:\n- 193.99.144.85/24\n- '2001:67c::1/48'\n",
        "subnets:\n- 193.99.144.0/24\n- '2001:67c::/48'\n",
        Safe,
    );
    becomes("asn: [0xCF8]\n", "asn: [3320]\n", Safe);
}

#[test]
fn what_changes_the_meaning_is_fixed_only_on_demand() {
    for (lines, expected) in [
        ("asn: [3_320]\n", "asn: [3320]\n"),
        ("geolocation: {City: Berlin}\n", "geolocation: {city: Berlin}\n"),
        (
            "address_options: {next: {https: http://a.example.org/n/}}\n",
            "address_optional: {next: {http: http://a.example.org/n/}}\n",
        ),
        (
            "address_optional: {next: {http: 'http://a.example.org//n//x/'}}\n",
            "address_optional: {next: {http: 'http://a.example.org/n/x/'}}\n",
        ),
    ] {
        let (before, after, _) = fixed(lines, Safe);
        assert_eq!(before, after);
        becomes(lines, expected, Unsafe);
    }
}

#[test]
fn what_cannot_be_edited_blindly_stays() {
    for lines in [
        "geolocation: {country: \"\\x55K\"}\n",
        "asn: 017\n",
        "monopoly: false\nx: &s Germany\ngeolocation: {country: *s}\n",
        "x: &g {City: Berlin}\ngeolocation: *g\n",
        "geolocation: {country: !!str UK}\n",
        "geolocation: {country: >-\n    UK}\n",
    ] {
        let (before, after, _) = fixed(lines, Unsafe);
        let only_the_word = before.replace("UK", "GB");
        assert!(after == before || after == only_the_word, "{after}");
    }
}

#[test]
fn versions_of_the_service_config_are_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let config =
        CONFIG.replace(r#"["9", "9.8"]"#, "[9, 9.10] # two").replace(r#""9": "9.8""#, r#""9": 9.10"#);
    write(folder.path(), &config, "name: [\n");
    let fixed = fix(&[folder.path()], Safe, &Options::default());
    let (path, text) = fixed.texts.first_key_value().unwrap();
    assert!(text.contains(r#"versions: ["9", "9.10"] # two"#) && text.contains(r#""9": "9.10""#), "{text}");
    assert!(diff(path, &fixed.before[path], text).contains("\n-versions: [9, 9.10] # two\n"));
}

fn lines() -> impl Strategy<Value = String> {
    let country =
        prop::sample::select(vec!["UK", "NO", "Germany", "'UK'", "\"no\"", "DE", "&a UK", "yes", "!!str UK"]);
    let network = prop::sample::select(vec![
        "193.99.144.85/24",
        "'10.0.0.1/8'",
        "2001:67c::5/32",
        "\"x\"",
        "193.99.144.0/24",
    ]);
    let asn = prop::sample::select(vec!["0x1F", "017", "1_000", "3320", "\"5\""]);
    let page = prop::sample::select(vec!["City", "city", "Latitud", "<<"]);
    let end = prop::sample::select(vec!["\n", "\r\n"]);
    (country, network, asn, page, end).prop_map(|(country, network, asn, key, end)| {
        [
            "geolocation:",
            &format!("  country: {country}  # c"),
            &format!("  {key}: Berlin"),
            "subnets:",
            &format!("- {network}"),
            &format!("asn: [{asn}, {asn}]"),
            "",
        ]
        .join(end)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fixing_twice_changes_nothing_more(lines in lines(), allowed in prop::sample::select(vec![Safe, Unsafe])) {
        let folder = tempfile::tempdir().unwrap();
        let (_, once, _) = fixed(&lines, allowed);
        write(folder.path(), CONFIG, &once);
        let twice = fix(&[folder.path()], allowed, &Options::default());
        prop_assert!(twice.texts.is_empty(), "{:?}", twice.texts);
        prop_assert_eq!(twice.applied, 0);
    }
}
