//! Registries as strangers write them: what is read, what is reported, and what is left out.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_ground_diagnostics::{Severity, concise};
use maneki_mirror_model::Protocol;
use maneki_mirror_registry::{CloudRegions, Mirror, ParseOptions, Parsed, SourceTree, Subnets, parse};

const CONFIG: &str = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ["9", "9.8"]
duplicated_versions: {"9": "9.8"}
vault_versions: ["9.0"]
vault_mirror: http://vault.example.org/
required_protocols: [http, https]
arches: {"9": [x86_64, aarch64]}
repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
"#;

fn read(mirrors: &[(&str, &str)]) -> Parsed {
    parse(&SourceTree::from_texts(CONFIG, mirrors.iter().copied()), ParseOptions::default())
}

/// A mirror file with additional lines.
fn file(name: &str, lines: &str) -> String {
    format!(
        "name: {name}\naddress:\n  http: http://{name}/os/\nupdate_frequency: 3h\nsponsor: S\nsponsor_url: https://s.example/\n{lines}"
    )
}

fn one(lines: &str) -> (Option<Mirror>, Vec<String>) {
    let text = file("a.example", lines);
    let parsed = read(&[("a.example.yml", &text)]);
    let found = parsed.diagnostics.iter().map(concise).collect();
    (parsed.registry.unwrap().mirrors.into_values().next(), found)
}

/// The mirror is used, with one warning.
fn warned(lines: &str, words: &str) -> Mirror {
    let (mirror, found) = one(lines);
    assert!(found.len() == 1 && found[0].contains("warning[") && found[0].contains(words), "{found:?}");
    mirror.expect("a mirror with a warning is used")
}

/// The mirror is left out, with one error.
fn refused(lines: &str, words: &str) {
    let (mirror, found) = one(lines);
    assert!(found.len() == 1 && found[0].contains("error[") && found[0].contains(words), "{found:?}");
    assert_eq!(mirror, None);
}

#[test]
fn a_plain_mirror_has_no_findings() {
    let (mirror, found) =
        one("email: ops@a.example\ngeolocation: {country: DE, city: Berlin}\nasn: [64500, 64501]\n");
    assert_eq!(found, Vec::<String>::new());
    let mirror = mirror.unwrap();
    assert_eq!(mirror.urls.get(Protocol::Http).unwrap().as_str(), "http://a.example/os");
    assert_eq!(mirror.geolocation.country.unwrap().as_str(), "DE");
    assert_eq!(mirror.asns.len(), 2);
    assert!(mirror.is_public());
}

#[test]
fn countries_are_read_as_people_write_them() {
    let country = |mirror: Mirror| mirror.geolocation.country.map(|country| country.to_string());
    let norway = warned("geolocation: {country: NO}\n", "write \"NO\"");
    assert_eq!(country(norway).as_deref(), Some("NO"));
    let britain = warned("geolocation: {country: UK}\n", "write `GB`");
    assert_eq!(country(britain).as_deref(), Some("GB"));
    let germany = warned("geolocation: {country: Germany}\n", "write `DE`");
    assert_eq!(country(germany).as_deref(), Some("DE"));
    for written in ["Deutschland", "DEU", "deu"] {
        let germany = warned(&format!("geolocation: {{country: {written}}}\n"), "write `DE`");
        assert_eq!(country(germany).as_deref(), Some("DE"));
    }
    let norway = warned("geolocation: {country: no}\n", "write \"NO\"");
    assert_eq!(country(norway).as_deref(), Some("NO"));
    assert_eq!(country(warned("geolocation: {country: Atlantis}\n", "ISO 3166-1")), None);
}

#[test]
fn networks_are_truncated_with_a_warning() {
    let mirror = warned("subnets: [192.0.2.7/24]\n", "write that");
    assert_eq!(mirror.subnets, Subnets::Listed(vec!["192.0.2.0/24".parse().unwrap()]));
    refused("subnets: [nonsense]\n", "is not a network");
    refused("subnets: [0.0.0.0/0]\n", "capture");
    refused("subnets: ['::/0']\n", "capture");
    refused("subnets: [11.0.0.0/7]\n", "capture");
    let (mirror, found) = one("subnets: ['fd00::/8', 10.0.0.0/8]\n");
    assert!(found.is_empty() && mirror.is_some());
    refused("subnets: ['https://a.example/list.json']\n", "write a URL alone");
    let (mirror, found) = one("subnets: https://a.example/list.json\n");
    assert!(found.is_empty() && matches!(mirror.unwrap().subnets, Subnets::Remote(_)));
}

#[test]
fn the_scheme_and_not_the_key_determines_the_protocol_of_a_url() {
    let text = file("a.example", "").replace("http: http://a.example", "http: https://a.example");
    let parsed = read(&[("a.example.yml", &text)]);
    let mirror = parsed.registry.unwrap().mirrors.into_values().next().unwrap();
    assert!(mirror.urls.get(Protocol::Http).is_none());
    assert!(mirror.urls.get(Protocol::Https).is_some());
    assert!(concise(&parsed.diagnostics[0]).starts_with("a.example.yml:3:9: warning[url-scheme]"));
}

#[test]
fn truth_values_and_clouds_are_read() {
    let (mirror, found) = one("private: yes\nmonopoly: true\ncloud_type: AWS\ncloud_regions: [all]\n");
    let mirror = mirror.unwrap();
    assert_eq!(found, Vec::<String>::new());
    assert!(mirror.private && mirror.monopoly);
    assert_eq!(mirror.cloud.unwrap().regions, CloudRegions::All);
    refused("private: 'true'\n", "`private` must be `true` or `false`, not the text `true`");
    refused("cloud_type: aws\n", "cloud_regions");
    refused("cloud_type: foo\ncloud_regions: [x]\n", "`aws`, `azure`, `gcp` or `oci`");
}

#[test]
fn unknown_and_repeated_keys_are_warnings() {
    warned("geolocation: {City: Berlin}\n", "did you mean `city`?");
    warned("address_options: {kitten: {http: http://a.example/k/}}\n", "did you mean `address_optional`?");
    warned("adresses: x\n", "did you mean `address`?");
    for (written, meant) in [("lat: 1", "latitude"), ("lon: 1", "longitude"), ("state: BY", "state_province")]
    {
        warned(&format!("geolocation: {{{written}}}\n"), &format!("did you mean `{meant}`?"));
    }
    warned("url: http://a.example/\n", "did you mean `address`?");
    for closing in ["Private: true", "privat: true", "cloud_typ: aws"] {
        warned(&format!("{closing}\n"), "Until then the mirror is served to all clients");
    }
    let mirror = warned("email: a@a.example\nemail: b@a.example\n", "only the last one counts");
    assert_eq!(mirror.email.as_deref(), Some("b@a.example"));
    warned("asn: 0x1F\n", "read as 31");
}

#[test]
fn an_error_costs_its_file_and_no_other() {
    refused("asn: \"64500\"\n", "`asn` must be a whole number");
    refused("asn: 4294967296\n", "not an autonomous system number");
    refused("email: 5\n", "`email` must be a text, not the number `5`");
    refused("geolocation: [DE]\n", "`geolocation` must be a group of keys, not a list");
    refused("geolocation: {latitude: 91, longitude: 0}\n", "not a place on Earth");
    refused("config_version: 2\n", "`config_version` of a mirror file must be 1");
    refused("address_optional: {kitten: {rsync: rsync://a.example/k}}\n", "no http or https URL");

    let good = file("b.example", "");
    let parsed = read(&[
        ("mirrors.d/a.yml", "name: [\n"),
        ("mirrors.d/b.example.yml", &good),
        ("mirrors.d/c.yml", "just words\n"),
        ("mirrors.d/d.yml", ""),
    ]);
    assert_eq!(parsed.registry.unwrap().mirrors.len(), 1);
    let paths: Vec<&str> = parsed.diagnostics.iter().map(|d| &*d.path).collect();
    assert_eq!(paths, ["mirrors.d/a.yml", "mirrors.d/c.yml", "mirrors.d/d.yml"]);
}

#[test]
fn all_missing_keys_are_reported_at_once() {
    let parsed = read(&[("a.yml", "email: a@a.example\n")]);
    let found: Vec<String> = parsed.diagnostics.iter().map(concise).collect();
    for key in ["name", "address", "update_frequency", "sponsor", "sponsor_url"] {
        assert!(found.iter().any(|line| line.contains(&format!("`{key}` is missing"))), "{key}: {found:?}");
    }
}

#[test]
fn a_key_that_is_misspelt_is_not_missing_as_well() {
    let text = file("a.example", "").replace("address:", "adress:").replace("sponsor:", "Sponsor:");
    let found: Vec<String> = read(&[("a.yml", &text)]).diagnostics.iter().map(concise).collect();
    assert_eq!(
        found,
        [
            "a.yml:2:1: error[missing-key]: the required key `address` is missing; write `address` instead of `adress`",
            "a.yml:5:1: error[missing-key]: the required key `sponsor` is missing; write `sponsor` instead of `Sponsor`",
        ]
    );
    refused("cloud_type: aws\ncloud_region: [all]\n", "write `cloud_regions` instead of `cloud_region`");
    let text = file("a.example", "").replace("http:", "htp:");
    let found: Vec<String> = read(&[("a.yml", &text)]).diagnostics.iter().map(concise).collect();
    assert!(found.iter().any(|line| line.contains("did you mean `http`?")), "{found:?}");
}

#[test]
fn a_missing_url_is_reported_at_the_key() {
    let text = file("a.example", "").replace("http: http:", "rsync: rsync:");
    let found = concise(&read(&[("a.yml", &text)]).diagnostics[0]);
    assert!(
        found.starts_with("a.yml:2:1: error[no-usable-url]: `address` has no http or https URL"),
        "{found}"
    );
    let config = CONFIG.replace("[http, https]", "[https]");
    let parsed = parse(
        &SourceTree::from_texts(&config, [("a.yml", &*file("a.example", ""))]),
        ParseOptions::default(),
    );
    let found = concise(&parsed.diagnostics[0]);
    assert!(
        found.starts_with("a.yml:2:1: error[no-usable-url]: `address`: no URL has a required protocol"),
        "{found}"
    );
    let (_, found) = one("address_optional:\n  kitten: {rsync: rsync://a.example/k}\n");
    assert!(found[0].starts_with("a.example.yml:8:3: error[no-usable-url]"), "{found:?}");
}

#[test]
fn an_invisible_character_is_reported() {
    refused("private: true\u{a0}\n", "a no-break space");
    refused("asn: 64500\u{a0}\n", "a no-break space");
    refused("address_optional: {kitten: {http: http://a.example/\u{a0}}}\n", "a no-break space");
    refused("asn: 64500\u{200b}\n", "an invisible character");
    warned("private\u{a0}: true\n", "a no-break space");
    let text = file("a.example", "").replace("name: a.example", "name: a.example\u{a0}");
    let found: Vec<String> = read(&[("a.yml", &text)]).diagnostics.iter().map(concise).collect();
    assert!(found.len() == 1 && found[0].contains("a no-break space"), "{found:?}");
}

#[test]
fn networks_with_leading_zeros_are_errors_with_the_right_form() {
    refused("subnets: [08.8.8.0/24]\n", "write `8.8.8.0/24`");
    refused("subnets: [08.8.8.8]\n", "write `8.8.8.8`");
    refused("subnets: [192.168.010.0/24]\n", "write `192.168.10.0/24`");
}

#[test]
fn a_network_for_benchmarks_is_not_public() {
    let text = file("a.example", "").replace("//a.example", "//198.18.0.1");
    let parsed = read(&[("a.yml", &text)]);
    assert!(concise(&parsed.diagnostics[0]).contains("error[address-not-public]"));
}

#[test]
fn names_have_no_case() {
    let (first, second) = (file("Mirror.example", ""), file("mirror.example", ""));
    let parsed = read(&[("m/Mirror.example.yml", &first), ("m/mirror.example.yml", &second)]);
    assert_eq!(parsed.registry.unwrap().mirrors.len(), 1);
    let found: Vec<String> = parsed.diagnostics.iter().map(concise).collect();
    assert!(
        found.len() == 1 && found[0].contains("error[duplicate-name]") && found[0].contains("case"),
        "{found:?}"
    );
}

#[test]
fn a_value_of_the_wrong_type_is_reported_with_the_right_form() {
    refused("geolocation: DE\n", "on its own line");
    refused("geolocation: country:DE\n", "add a space after the colon");
    refused("geolocation: [DE]\n", "without `-` in front");
    refused("address_optional: http://a.example/\n", "on its own line");
    refused("private: 'yes'\n", "without quotes");
    refused("email: 5\n", "write the address of the operator");
}

#[test]
fn a_password_is_never_repeated() {
    let text = file("a.example", "").replace("//a.example", "//user:hunter2@a.example");
    let parsed = read(&[("a.yml", &text)]);
    let found = concise(&parsed.diagnostics[0]);
    assert!(found.contains("error[url-invalid]") && !found.contains("hunter2"), "{found}");
    for lines in [
        "geolocation: ftp://user:hunter2@a/\n",
        "asn: ftp://user:hunter2@a/\n",
        "'ftp://user:hunter2@a': x\n",
    ] {
        let (_, found) = one(lines);
        assert!(found.len() == 1 && !found[0].contains("hunter2"), "{found:?}");
    }
}

#[test]
fn an_address_in_a_private_network_is_an_error_unless_tests_allow_it() {
    for (host, found) in [
        ("127.0.0.1:8001", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("Localhost.", "localhost."),
        ("a.localhost:81", "a.localhost"),
    ] {
        let text = file("a.example", "").replace("//a.example", &format!("//{host}"));
        let source = SourceTree::from_texts(CONFIG, [("a.yml", text.as_str())]);
        let strict = parse(&source, ParseOptions::default());
        assert_eq!(
            strict.diagnostics[0].message,
            format!("`address.http`: `{found}` is not reachable from the internet")
        );
        assert!(strict.registry.unwrap().mirrors.is_empty());
        let relaxed = parse(&source, ParseOptions { allow_private_addresses: true });
        assert_eq!(relaxed.registry.unwrap().mirrors.len(), 1);
        let private = format!("{text}private: true\n");
        let parsed =
            parse(&SourceTree::from_texts(CONFIG, [("a.yml", private.as_str())]), ParseOptions::default());
        assert_eq!(parsed.registry.unwrap().mirrors.len(), 1);
    }
}

#[test]
fn the_file_with_the_matching_name_counts() {
    let (first, second) = (file("x.example", "email: a@x\n"), file("x.example", "email: b@x\n"));
    let parsed = read(&[("mirrors.d/a.yml", &first), ("mirrors.d/x.example.yml", &second)]);
    let registry = parsed.registry.unwrap();
    assert_eq!(registry.mirrors.into_values().next().unwrap().email.as_deref(), Some("b@x"));
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(&*parsed.diagnostics[0].path, "mirrors.d/a.yml");
    assert_eq!(parsed.diagnostics[0].severity, Severity::Error);
}

#[test]
fn a_config_of_version_1_gives_one_clear_error() {
    let parsed = parse(
        &SourceTree::from_texts("allowed_outdate: 12h\nmirrorlist_dir: x\n", []),
        ParseOptions::default(),
    );
    assert_eq!(parsed.registry, None);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert!(parsed.diagnostics[0].message.contains("`config_version` 1 is not supported"));
}

#[test]
fn versions_are_text_even_without_quotes() {
    let config = CONFIG.replace(r#"["9", "9.8"]"#, "[9, 9.10]").replace(r#""9.8""#, "9.10");
    let parsed = parse(&SourceTree::from_texts(&config, []), ParseOptions::default());
    let catalog = parsed.registry.unwrap().catalog;
    assert_eq!(catalog.target("9", "baseos", None).unwrap().version.to_string(), "9.10");
    assert!(parsed.diagnostics.iter().any(|d| d.code.0 == "version-not-quoted"));
}

#[test]
fn an_error_in_a_repository_costs_only_that_repository() {
    let config =
        format!("{CONFIG}  - {{name: crb, path: CRB/, arches: [x86 64]}}\n  - {{name: rt, path: RT/}}\n");
    let parsed = parse(&SourceTree::from_texts(&config, []), ParseOptions::default());
    let names: Vec<String> =
        parsed.registry.unwrap().catalog.repositories.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["baseos", "rt"]);
}

#[test]
fn a_text_that_is_not_a_duration_is_a_warning() {
    let text = file("a.example", "").replace("3h", "banana");
    let parsed = read(&[("a.yml", &text)]);
    assert!(
        concise(&parsed.diagnostics[0])
            .contains("warning[duration-invalid]: `update_frequency`: `banana` is not a duration")
    );
    assert_eq!(parsed.registry.unwrap().mirrors.len(), 1);
}

#[test]
fn networks_that_together_capture_the_internet_are_refused() {
    let list = |networks: &[String]| format!("subnets: [{}]\n", networks.join(", "));
    let wide: Vec<String> = (40..57).map(|first| format!("{first}.0.0.0/8")).collect();
    refused(&list(&wide), "these networks together");
    let narrow: Vec<String> = (0..17).map(|second| format!("\"2a{second:02}::/16\"")).collect();
    refused(&list(&narrow), "these networks together");
    for written in ["::ffff:0:0/96", "::ffff:0:0/92", "::/20"] {
        refused(&format!("subnets: [\"{written}\"]\n"), "would capture");
    }
    let (mirror, found) = one("subnets: [\"::ffff:198.51.100.0/120\", 10.0.0.0/8]\n");
    assert_eq!(found, Vec::<String>::new());
    let listed = ["10.0.0.0/8", "198.51.100.0/24"].map(|network| network.parse().unwrap());
    assert_eq!(mirror.unwrap().subnets, Subnets::Listed(listed.to_vec()));
}

#[test]
fn a_list_of_networks_is_not_fetched_from_a_private_network() {
    for url in ["http://10.0.0.1/n.json", "https://[fd00::1]/n.json", "http://127.0.0.1:8080/n.json"] {
        refused(&format!("private: true\nsubnets: {url}\n"), "is not reachable from the internet");
    }
    let (mirror, _) = one("subnets: https://lists.example.org/n.json\n");
    assert!(mirror.is_some());
}

#[test]
fn a_coordinate_of_the_wrong_type_is_reported_once() {
    refused("geolocation: {latitude: .nan, longitude: 13.4}\n", "`geolocation.latitude` must be");
}

#[test]
fn an_optional_key_without_a_value_counts_as_absent() {
    let mirror = warned("asn:\n", "`asn` has no value and counts as absent");
    assert_eq!(mirror.asns, []);
    let mirror = warned("cloud_regions:\n", "`cloud_regions` has no value");
    assert_eq!(mirror.cloud, None);
    refused("cloud_type: aws\ncloud_regions:\n", "`cloud_regions` is missing");
    refused("private:\n", "`private` must be `true` or `false`, not an empty value");
    let text = file("a.example", "").replace("update", "  rsync:\nupdate");
    let parsed = read(&[("a.example.yml", &text)]);
    assert!(concise(&parsed.diagnostics[0]).contains("`address.rsync` has no value"));
    assert_eq!(parsed.registry.unwrap().mirrors.len(), 1);
    let (_, found) = one("geolocation:\n  country: DE\n  city:\n  state_province:\n");
    assert_eq!(found, [""; 0]);
}
