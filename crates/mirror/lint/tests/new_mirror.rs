//! A new mirror file, from flags or questions.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

use std::path::Path;

use maneki_ground_diagnostics::{Severity, concise};
use maneki_mirror_lint::Options;
use maneki_mirror_lint::new::{Answers, Request, interview, propose, run};
use maneki_mirror_registry::SourceTree;
use maneki_testkit::example_registry;

fn options() -> Options {
    Options { city_size: Some(maneki_mirror_geo::city_size), ..Options::default() }
}

#[test]
fn questions_lead_to_a_file_without_a_finding() {
    let typed = "http://mirror.lyon.example.fr/\nmirror.lyon.example.fr\nmirror.lyon.example.fr/x\nhttps://mirror.lyon.example.fr/tanuki/\n\
                 rsync://mirror.lyon.example.fr/tanuki/\n\nbanana\n\nExample: Lyon\nhttps://www.example.fr/\nops@example.fr\nLyon\n\n\n";
    let mut asked = Vec::new();
    let answers =
        interview(&mut typed.as_bytes(), &mut asked, Answers::default(), Some(maneki_mirror_geo::city_size))
            .unwrap();
    let asked = String::from_utf8(asked).unwrap();
    assert!(asked.contains("the name is a URL") && asked.contains("`banana` is not a duration"), "{asked}");
    assert!(asked.contains("Country [FR]: "), "{asked}");
    let registry = SourceTree::read_lenient(&example_registry()).unwrap();
    let proposal = propose(&answers, Path::new("mirrors.d"), Some(&registry), &options());
    assert_eq!(proposal.diagnostics, []);
    assert_eq!(&*proposal.path, "mirrors.d/mirror.lyon.example.fr.yml");
    assert_eq!(
        proposal.text,
        "\
---
name: mirror.lyon.example.fr
address:
  https: https://mirror.lyon.example.fr/tanuki/
  rsync: rsync://mirror.lyon.example.fr/tanuki/
update_frequency: 3h
sponsor: \"Example: Lyon\"
sponsor_url: https://www.example.fr/
email: ops@example.fr
geolocation:
  country: FR
  city: Lyon
"
    );
}

#[test]
fn an_answer_that_has_no_key_is_not_requested() {
    let typed = "Mirror.example\nmirror\nmirror.example\nftp://mirror.example/\nhttps://mirror.example/\nhttps://mirror.example/b/\n\
                 http://mirror.example/\nrsync://mirror.example/x\nftp://mirror.example/\n3h\nS\nhttps://s.example/\npostbox\n\n\n\n";
    let mut asked = Vec::new();
    let answers = interview(&mut typed.as_bytes(), &mut asked, Answers::default(), None).unwrap();
    let asked = String::from_utf8(asked).unwrap();
    for words in [
        "write it in lower case: `mirror.example`",
        "this is not a host name: it contains no dot",
        "start with one of these",
        "there is already a URL for https",
        "Another URL (ftp) (optional): ",
        "write one address such as",
    ] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    assert_eq!(answers.urls.len(), 4);
}

#[test]
fn the_country_of_a_city_is_the_one_that_is_meant_mostly() {
    let guess = |city: &str| {
        let answers =
            Answers { city: Some(city.into()), name: "mirror.example.org".into(), ..Answers::default() };
        let request = Request { answers, registry: None, ask: false };
        let outcome = run(request, &mut std::io::empty(), &mut std::io::sink(), &options()).unwrap();
        let country = outcome.proposal.text.lines().find_map(|line| line.trim().strip_prefix("country: "));
        (country.map(str::to_owned), outcome.guessed.is_some())
    };
    for (city, country) in
        [("Berlin", "DE"), ("Paris", "FR"), ("London", "GB"), ("Rome", "IT"), ("Birmingham", "GB")]
    {
        assert_eq!(guess(city), (Some(country.to_owned()), true), "{city}");
    }
    assert_eq!(guess("Reykjavík"), (Some("IS".into()), false));
    assert_eq!(guess("Atlantis on Sea"), (None, false));
}

#[test]
fn flags_are_checked_by_the_same_rules() {
    let answers = Answers {
        name: "../mirror.example".into(),
        urls: vec!["ftp://mirror.example/".into()],
        sponsor: "S".into(),
        sponsor_url: "example.org".into(),
        country: Some("UK".into()),
        private: true,
        ..Answers::default()
    };
    let proposal = propose(&answers, Path::new("m"), None, &options());
    let codes: Vec<&str> = proposal.diagnostics.iter().map(|found| found.code.0).collect();
    for code in
        ["name-invalid", "no-usable-url", "country-not-iso", "sponsor-url-invalid", "private-without-clients"]
    {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(&*proposal.path, "m/.._mirror.example.yml");
}

#[test]
fn a_name_that_is_taken_is_a_finding() {
    let registry = SourceTree::read_lenient(&example_registry()).unwrap();
    let answers = Answers {
        name: "paris.mirror.example.org".into(),
        urls: vec!["http://paris.mirror.example.org/other/".into()],
        sponsor: "S".into(),
        sponsor_url: "https://example.org/".into(),
        ..Answers::default()
    };
    let proposal = propose(&answers, Path::new("elsewhere"), Some(&registry), &options());
    let errors: Vec<String> =
        proposal.diagnostics.iter().filter(|found| found.severity == Severity::Error).map(concise).collect();
    assert!(errors.len() == 1 && errors[0].contains("duplicate-name"), "{errors:?}");
}

#[test]
fn answers_that_end_too_early_are_an_error() {
    let error = interview(&mut "a.example\n".as_bytes(), &mut Vec::new(), Answers::default(), None);
    assert!(error.unwrap_err().to_string().contains("ended too early"));
}

#[test]
fn a_new_file_never_replaces_another() {
    let folder = tempfile::tempdir().unwrap();
    let config = include_str!("fixtures/country-not-iso.good/config.yml");
    std::fs::create_dir(folder.path().join("mirrors.d")).unwrap();
    std::fs::write(folder.path().join("config.yml"), config).unwrap();
    let answers = Answers {
        name: "mirror.example.org".into(),
        urls: vec!["https://mirror.example.org/os/".into()],
        sponsor: "S".into(),
        sponsor_url: "https://example.org/".into(),
        city: Some("Reykjavík".into()),
        ..Answers::default()
    };
    let request = Request { answers, registry: Some(folder.path().into()), ask: false };
    let go = |request: Request| run(request, &mut std::io::empty(), &mut std::io::sink(), &options());
    let outcome = go(request.clone()).unwrap();
    assert!(outcome.written && outcome.proposal.text.contains("country: IS"), "{:?}", outcome.proposal);
    let path = folder.path().join("mirrors.d/mirror.example.org.yml");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), outcome.proposal.text);

    let failure = go(request.clone()).unwrap_err().to_string();
    assert!(failure.contains("remove the existing file"), "{failure}");
    let answers = Answers { urls: Vec::new(), name: "other.example.org".into(), ..request.answers };
    let refused = go(Request { answers, ..request }).unwrap();
    assert!(!refused.written && !folder.path().join("mirrors.d/other.example.org.yml").exists());
}
