use maneki_mirror_health::{Digest, IsoFile};
use maneki_mirror_model::{BaseUrl, CountryCode};
use maneki_mirror_registry::{ParseOptions, SourceTree, Target, parse};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: ['9.6']\n\
    duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
    required_protocols: [http]\narches: {'9': [x86_64]}\nrepos: []\n";

fn folder() -> Target {
    let registry = parse(&SourceTree::from_texts(CONFIG, []), ParseOptions::default()).registry.unwrap();
    registry.catalog.iso_folder("9.6", "x86_64").unwrap().target()
}

fn boot() -> IsoFile {
    IsoFile { name: "tanuki-9.6-boot.iso".into(), size: Some(1024), sha256: Digest::new([0xab; 32]) }
}

fn base(text: &str) -> BaseUrl {
    BaseUrl::parse(text).unwrap()
}

fn two_bases() -> [BaseUrl; 2] {
    [base("https://one.example/linux"), base("http://two.example/a&b")]
}

/// Both have it, the first in Japan.
fn hosts([one, two]: &[BaseUrl; 2]) -> [Host<'_>; 2] {
    [(one, CountryCode::parse("JP")), (two, None)]
}

fn download() -> Download {
    Download::new("tanuki-9.6-boot.iso", Some(&boot()), &folder(), &hosts(&two_bases()))
}

/// The values of its headers: the location, the links, the digest.
fn values(redirect: &Redirect) -> (&str, Vec<&str>, Option<&str>) {
    let value = |place: &std::ops::Range<usize>| &redirect.text[place.clone()];
    let links = redirect.links.iter().map(value).collect();
    (value(&redirect.location), links, redirect.digest.as_ref().map(value))
}

#[test]
fn a_redirect_names_the_other_mirrors_and_the_digest() {
    let bases = two_bases();
    let redirect = Redirect::new("tanuki-9.6-boot.iso", Some(&boot()), &folder(), &hosts(&bases)).unwrap();
    assert_eq!(
        values(&redirect),
        (
            "https://one.example/linux/9.6/isos/x86_64/tanuki-9.6-boot.iso",
            vec![
                "<https://one.example/linux/9.6/isos/x86_64/tanuki-9.6-boot.iso>; rel=duplicate; pri=1; geo=jp",
                "<http://two.example/a&b/9.6/isos/x86_64/tanuki-9.6-boot.iso>; rel=duplicate; pri=2",
                "<tanuki-9.6-boot.iso.meta4>; rel=describedby; type=\"application/metalink4+xml\"",
            ],
            Some("SHA-256=q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s="),
        )
    );
    assert_eq!(download().text().lines().count(), 2);
    assert_eq!(Redirect::new("tanuki-9.6-boot.iso", Some(&boot()), &folder(), &[]), None);
}

#[test]
fn a_redirect_to_an_unknown_file_has_only_a_location() {
    let base = base("http://two.example/");
    let redirect = Redirect::new("a.iso", None, &folder(), &[(&base, None)]).unwrap();
    assert_eq!(values(&redirect), ("http://two.example/9.6/isos/x86_64/a.iso", vec![], None));
}

#[test]
fn no_url_of_a_stranger_ends_its_header() {
    let base = base("http://two.example/a>;rel=x\"<é");
    let redirect = Redirect::new("a.iso", Some(&boot()), &folder(), &[(&base, None)]).unwrap();
    let (location, links, _) = values(&redirect);
    assert!(location.is_ascii() && !location.contains(['<', '>', '"']), "{location}");
    assert!(links[0].is_ascii() && links[0].matches(['<', '>', '"']).count() == 2, "{links:?}");
    let download = Download::new("a.iso", Some(&boot()), &folder(), &[(&base, None)]);
    assert_eq!(download.sources[0].url, location);
}

#[test]
fn a_metalink_has_the_form_that_download_tools_read() {
    let expected = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
 <generator>maneki</generator>
 <file name="tanuki-9.6-boot.iso">
  <size>1024</size>
  <hash type="sha-256">{}</hash>
  <url location="jp" priority="1">https://one.example/linux/9.6/isos/x86_64/tanuki-9.6-boot.iso</url>
  <url priority="2">http://two.example/a&amp;b/9.6/isos/x86_64/tanuki-9.6-boot.iso</url>
 </file>
</metalink>
"#,
        "ab".repeat(32),
    );
    assert_eq!(download().meta4(), expected);
}

#[test]
fn a_text_that_is_not_a_metalink_is_refused_with_the_reason() {
    let good = download().meta4();
    let read = |from: &str, to: &str| Download::parse_meta4(&good.replace(from, to));
    assert_eq!(read("", ""), Ok(download()));
    assert_eq!(read("urn:ietf", "urn:other"), Err(NotMeta4::Incomplete));
    assert_eq!(read("<file name", "<file size"), Err(NotMeta4::Incomplete));
    assert!(matches!(read("</metalink>", ""), Err(NotMeta4::Damaged(_))));
    assert_eq!(read("<size>1024", "<size>many").unwrap_err().to_string(), "<size> contains \"many\"");
    assert_eq!(read("\"jp\"", "\"zz\"").unwrap_err().to_string(), "<url> contains \"zz\"");
    assert_eq!(read("sha-256", "sha-1").unwrap().sha256, None);
    let swapped = good.replace("\"1\"", "\"3\"");
    assert_eq!(Download::parse_meta4(&swapped).unwrap().sources[1], download().sources[0]);
    assert_eq!(Download::parse_meta4(""), Err(NotMeta4::Incomplete));
}

fn sources() -> impl Strategy<Value = Source> {
    let country = option::of(select(vec!["DE", "JP", "US"]));
    // What a stranger may try: the end of the element, entities, comments, other scripts.
    let url = "(https?://|</url>|<!--|&amp;|&#0;|\\]\\]>|[!-~]|[é漢\t ]){0,30}";
    (url, country).prop_map(|(url, country)| Source { url, country: country.and_then(CountryCode::parse) })
}

proptest! {
    #[test]
    fn a_printed_metalink_can_be_read_again(
        name in "[a-z.\"<>&é ]{0,20}",
        size in option::of(any::<u64>()),
        sha256 in option::of(any::<[u8; 32]>()),
        sources in vec(sources(), 0..12),
    ) {
        let download = Download { name, size, sha256: sha256.map(Digest::new), sources };
        let text = download.meta4();
        prop_assert_eq!(Download::parse_meta4(&text), Ok(download), "{}", text);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "(<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\">|<file name=\"a\">|</file>|<url>|</url>|[ -~]){0,30}") {
        let _ = Download::parse_meta4(&text);
    }
}
