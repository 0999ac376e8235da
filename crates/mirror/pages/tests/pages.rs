//! The pages of a small world are those in `tests/pages`. `MANEKI_UPDATE=1` writes them again.

#![expect(clippy::disallowed_methods, reason = "compares with files of the repository")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod world;

use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;
use maneki_ground_site::{Branding, Language, Link, PageRequest, Site};
use maneki_mirror_api::diagnostics::DiagnosticObject;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::{
    Change, ChangeKind, Digest, Family, Lag, Propagation, Publication, RepomdFacts, Route, State, Verdict,
};
use maneki_mirror_model::{Coordinates, CountryCode, MirrorName, Position, Protocol};
use maneki_mirror_pages::{
    About, Explained, Feed, MeasuredPublication, Past, Question, Scope, View, badge, explain, feed,
    iso_folder, mirror, mirrors, propagation, site_part,
};
use maneki_mirror_registry::Tree;
use maneki_mirror_select::{Client, Query, Slot};
use maneki_mirror_snapshot::{Networks, Snapshot};

fn branding() -> Branding {
    Branding {
        name: Some("Tanuki Linux".into()),
        url: Some("https://mirrors.example.org".into()),
        links: vec![Link {
            name: "Report a problem".into(),
            url: "https://bugs.example.org/".parse().unwrap(),
        }],
        ..Branding::default()
    }
}

fn site() -> Site {
    Site::new(branding(), &[site_part()])
}

/// A page of the world.
fn page(
    snapshot: &Snapshot,
    path: &str,
    query: Option<&str>,
    write: impl FnOnce(&View<'_>) -> String,
) -> String {
    let (request, site) = (PageRequest::new(path, query, None), site());
    write(&View::new(site.frame(&request), snapshot))
}

fn changes(name: &str) -> Vec<Change> {
    let change = |hours, kind, reason: Option<&str>| Change {
        at: world::now() - SignedDuration::from_hours(hours),
        mirror: MirrorName::parse(name).unwrap(),
        tree: Tree::Main,
        kind,
        reason: reason.map(Into::into),
        url: reason.map(|_| format!("http://{name}/tanuki/?<a>&\u{1}").into()),
    };
    let holdings: Vec<_> =
        world::snapshot(false).catalog.holdings().into_iter().map(std::sync::Arc::new).collect();
    let some = |count: usize| holdings.iter().take(count).cloned().collect();
    let route = Route { protocol: Protocol::Https, family: Some(Family::V6) };
    vec![
        change(
            5,
            ChangeKind::Repositories { from: State::Current, to: State::Missing, holdings: some(1) },
            Some("status 404"),
        ),
        change(
            6,
            ChangeKind::Repositories { from: State::Unknown, to: State::Current, holdings: some(4) },
            None,
        ),
        change(7, ChangeKind::Route { route, works: false }, Some("<b>\u{1}")),
        change(8, ChangeKind::Time { works: true }, None),
    ]
}

fn lags() -> Vec<Lag> {
    let lag = |hours: i64, minutes, verdict| Lag {
        at: world::now() - SignedDuration::from_hours(hours),
        span: Duration::from_hours(1),
        lag: Some(Duration::from_mins(minutes)),
        verdict,
    };
    vec![lag(30, 20, Verdict::Ok), lag(29, 900, Verdict::Expired), lag(2, 200, Verdict::Partial)]
}

fn the_mirror(snapshot: &Snapshot, name: &str, query: Option<&str>) -> String {
    the_mirror_with(snapshot, name, query, &changes(name))
}

fn the_mirror_with(snapshot: &Snapshot, name: &str, query: Option<&str>, changes: &[Change]) -> String {
    let lags = lags();
    let finding = DiagnosticObject {
        path: format!("m/{name}.yml"),
        line: 8,
        column: 3,
        severity: "warning",
        code: "country-not-iso",
        message: "`UK` is not an ISO 3166-1 country code".into(),
        help: Some("it is read as GB: write `GB`".into()),
    };
    page(snapshot, &format!("/mirrors/{name}"), query, |view| {
        let entry = view.snapshot.entry(view.snapshot.find(name).unwrap());
        let past = Some(Past { lags: &lags, changes });
        mirror(view, About { entry, networks: &Networks::default(), findings: &[finding], past })
    })
}

/// What is between the head and the foot, which `ground/site` compares.
fn content(page: &str) -> &str {
    let begin = page.find("<main").and_then(|main| Some(main + page[main..].find('>')? + 1));
    let (begin, end) = (begin.unwrap_or_default(), page.find("</main>").unwrap_or(page.len()));
    &page[begin..end]
}

/// Compares the content of a page with the committed one. The digests in the paths of assets change with every colour.
fn is_as_committed(name: &str, page: &str) {
    let page = content(page);
    let mut parts = page.split("/assets/");
    let begin = parts.next().unwrap_or_default().to_owned();
    let without_digest = |part: &str| {
        let (name, rest) = part.split_once('.').unwrap();
        let (_, rest) = rest.split_once('.').unwrap();
        format!("/assets/{name}.….{rest}")
    };
    let settled = begin + &parts.map(without_digest).collect::<String>();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name);
    if std::env::var_os("MANEKI_UPDATE").is_some() {
        std::fs::write(&path, &settled).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some(line) = committed.lines().zip(settled.lines()).position(|(one, other)| one != other) {
        panic!(
            "tests/pages/{name} differs from line {}:\n  {}\n  {}\nrun this test with MANEKI_UPDATE=1, and look at what changed",
            line + 1,
            committed.lines().nth(line).unwrap(),
            settled.lines().nth(line).unwrap()
        );
    }
    assert!(
        committed == settled,
        "tests/pages/{name} is longer or shorter; run this test with MANEKI_UPDATE=1"
    );
}

#[test]
fn the_table_is_as_committed() {
    let snapshot = world::snapshot(true);
    is_as_committed(
        "mirrors.html",
        &page(&snapshot, "/", None, |view| mirrors(view, &Scope::Public(Tree::Main), &[])),
    );
    let german = page(&snapshot, "/", Some("lang=de&q=koln&sort=-lag"), |view| {
        mirrors(view, &Scope::Public(Tree::Main), &[])
    });
    is_as_committed("mirrors-found.de.html", &german);
    let unchecked = world::snapshot(false);
    let page = page(&unchecked, "/", None, |view| mirrors(view, &Scope::Public(Tree::Main), &[]));
    is_as_committed("mirrors-unchecked.html", &page);
}

#[test]
fn the_page_of_a_mirror_is_as_committed() {
    let snapshot = world::snapshot(true);
    is_as_committed("mirror-good.html", &the_mirror(&snapshot, "good.example", None));
    is_as_committed("mirror-part.de.html", &the_mirror(&snapshot, "part.example", Some("lang=de")));
}

#[test]
fn badges_feeds_and_the_page_for_nothing_are_as_committed() {
    let snapshot = world::snapshot(true);
    let entry = snapshot.entry(snapshot.find("part.example").unwrap());
    is_as_committed("badge.svg", &badge(&snapshot, entry, site().texts(Language::DEFAULT)));
    is_as_committed(
        "not-found.html",
        &page(&snapshot, "/mirrors/god.example", None, |view| view.not_found(Some("god.example"))),
    );
    let changes: Vec<_> = (1..).zip(changes("part.example")).collect();
    let document = page(&snapshot, "/mirrors/part.example.atom", None, |view| {
        feed(view, Feed { mirror: Some("part.example"), changes: &changes })
    });
    is_as_committed("mirror.atom", &document);
}

#[test]
fn a_feed_is_xml_whatever_strangers_write_and_has_what_atom_asks_for() {
    let snapshot = world::snapshot(true);
    let changes: Vec<_> = (1..).zip(changes("part.example")).collect();
    let document =
        page(&snapshot, "/status.atom", None, |view| feed(view, Feed { mirror: None, changes: &changes }));
    let mut reader = quick_xml::Reader::from_str(&document);
    reader.config_mut().check_end_names = true;
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {document}")) {
            quick_xml::events::Event::Start(element) => {
                elements.push(element.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let count = |name: &str| elements.iter().filter(|element| *element == name).count();
    assert_eq!((count("entry"), count("id"), count("updated"), count("title")), (4, 5, 5, 5));
    assert!(!document.contains('\u{1}') && document.contains("&lt;b&gt;"));
}

#[test]
fn nothing_that_a_stranger_wrote_is_run_and_no_secret_is_told() {
    let snapshot = world::snapshot(true);
    let table = |scope| page(&snapshot, "/", None, |view| mirrors(view, &scope, &[]));
    let public = table(Scope::Public(Tree::Main));
    let everything = table(Scope::Everything(Audience::Public));
    for page in [&public, &everything, &the_mirror(&snapshot, "gone.example", None)] {
        assert!(
            !page.contains("<script") && !page.contains("javascript:") && page.contains("&#60;script&#62;")
        );
        assert!(!page.contains("secret@") && !page.contains("private.example"));
    }
    let administrators = table(Scope::Everything(Audience::Administrator));
    assert!(administrators.contains("secret@good.example") && administrators.contains("private.example"));
    // Private mirrors are not checked, and have no badge.
    let private = the_mirror(&snapshot, "private.example", None);
    assert!(private.contains("private, not checked") && !private.contains("/badge.svg"));
}

/// A client in Berlin.
fn client() -> Client {
    Client {
        address: "192.0.2.17".parse().unwrap(),
        country: CountryCode::parse("DE"),
        position: Coordinates::new(52.5, 13.4).map(Position::Place),
        asn: None,
    }
}

#[test]
fn an_explanation_is_as_committed() {
    let (snapshot, client) = (world::snapshot(true), client());
    let query = "version=4&repository=baseos&arch=x86_64&mirror=gone.example";
    let page = page(&snapshot, "/explain", Some(query), |view| {
        let target = Question::read(&PageRequest::new("/explain", Some(query), None), &snapshot.catalog)
            .target(&snapshot.catalog)
            .unwrap();
        let query = Query { exclude: vec!["private.example".into()], ..Query::new(target.clone(), 10) };
        let mut explanation = maneki_mirror_select::explain(&snapshot, &client, &query, Slot(1));
        explanation.excluded.retain(|(id, _)| !snapshot.entry(*id).mirror.private);
        let (explanation, without_private) = (&explanation, true);
        let (client, target, fallback) = (&client, &target, None);
        let explained = Explained { client, target, limit: 10, explanation, without_private, fallback };
        explain(view, "203.0.113.5".parse().unwrap(), Ok(explained))
    });
    is_as_committed("explain.html", &page);
}

#[test]
fn a_folder_of_images_is_as_committed() {
    let (snapshot, client) = (world::snapshot(false), client());
    let folder = snapshot.catalog.iso_folder("4", "x86_64").unwrap();
    let isos = maneki_mirror_select::isos(&snapshot, &client, &folder, 10, Slot(1));
    let page = page(&snapshot, "/isos/x86_64/4.2", None, |view| iso_folder(view, &folder, &isos, &client));
    is_as_committed("images.html", &page);
}

#[test]
fn publications_are_as_committed() {
    let snapshot = world::snapshot(true);
    let name = |name: &str| MirrorName::parse(name).unwrap();
    let spread = Propagation {
        arrived: vec![
            (name("good.example"), Duration::from_mins(25)),
            (name("part.example"), Duration::from_hours(7)),
        ],
        missing: vec![name("gone.example")],
    };
    let repomd =
        RepomdFacts { digest: Digest::new([1; 32]), size: 3000, revision: Some(1), timestamp: Some(1) };
    let issue = |hours, ended: Option<i64>, holding| Publication {
        holding: std::sync::Arc::new(holding),
        repomd,
        witness: None,
        since: world::now() - SignedDuration::from_hours(hours),
        ended: ended.map(|hours| world::now() - SignedDuration::from_hours(hours)),
    };
    let holdings = snapshot.catalog.holdings();
    // Of one repository for two architectures, and one that was over before all had it.
    let issues = [
        issue(20, None, holdings[0].clone()),
        issue(20, None, holdings[1].clone()),
        issue(40, Some(32), holdings[2].clone()),
    ];
    let publications = issues.each_ref().map(|issue| MeasuredPublication { issue, propagation: &spread });
    let page = page(&snapshot, "/propagation", Some("lang=de"), |view| {
        propagation(view, Ok(&publications), world::now())
    });
    is_as_committed("propagation.de.html", &page);
}

#[test]
fn states_are_counted_and_told_by_word_and_shape() {
    let snapshot = world::snapshot(true);
    let all = page(&snapshot, "/", None, |view| mirrors(view, &Scope::Public(Tree::Main), &[]));
    assert!(all.contains("<dd>1 <small>of 3</small></dd>") && all.contains("<dd>25 min</dd>"));
    for (query, name) in [
        ("status=ok", "good"),
        ("status=partial", "part"),
        ("status=unavailable", "gone"),
        ("continent=europe", "part"),
    ] {
        let found = page(&snapshot, "/", Some(query), |view| mirrors(view, &Scope::Public(Tree::Main), &[]));
        assert!(found.contains(&format!("rowheader\"><a href=\"/mirrors/{name}.example")), "{query}");
        assert_eq!(found.matches("role=\"rowheader\"").count(), 1, "{query}");
    }
    let part = the_mirror(&snapshot, "part.example", None);
    for told in [
        "https over IPv4 does not work",
        "One repository is missing",
        "One repository is outdated",
        "0101010101",
        "0202020202",
        "curl --globoff",
        "sha256sum",
    ] {
        assert!(part.contains(told), "{told}");
    }
}

#[test]
fn many_mirrors_are_on_many_pages() {
    let snapshot = world::snapshot(true);
    let beyond = page(&snapshot, "/", Some("page=999999999999999999999"), |view| {
        mirrors(view, &Scope::Public(Tree::Main), &[])
    });
    let last = page(&snapshot, "/", Some("page=7"), |view| mirrors(view, &Scope::Public(Tree::Main), &[]));
    assert!(beyond.contains("good.example") && last.contains("good.example"));
}

#[test]
fn one_cause_is_one_box_with_all_its_effects() {
    let part = the_mirror(&world::snapshot(true), "part.example", None);
    let boxes: Vec<&str> = part.split("<article").skip(1).collect();
    assert_eq!(boxes.len(), 2, "{part}");
    let not_found = boxes.iter().find(|one| one.contains("status 404")).unwrap();
    assert!(not_found.contains("https over IPv4 does not work"), "{not_found}");
    assert!(not_found.contains("One repository is missing"), "{not_found}");
    let (problems, facts) = (part.find("id=\"problems\""), part.find("id=\"facts\""));
    assert!(problems < facts, "problems come first");
}

#[test]
fn routine_changes_are_folded_and_damage_is_not() {
    let snapshot = world::snapshot(true);
    let holdings: Vec<_> = snapshot.catalog.holdings().into_iter().take(1).map(std::sync::Arc::new).collect();
    let change = |hours, from, to| Change {
        at: world::now() - SignedDuration::from_hours(hours),
        mirror: MirrorName::parse("good.example").unwrap(),
        tree: Tree::Main,
        kind: ChangeKind::Repositories { from, to, holdings: holdings.clone() },
        reason: None,
        url: None,
    };
    let changes = [
        change(1, State::Previous, State::Current),
        change(2, State::Current, State::Previous),
        change(3, State::Previous, State::Current),
        change(4, State::Current, State::Corrupt),
        change(5, State::Previous, State::Current),
    ];
    let page = the_mirror_with(&snapshot, "good.example", None, &changes);
    let (folded, rest) =
        page.split_once("<details class=\"changes\">").unwrap().1.split_once("</details>").unwrap();
    assert!(folded.contains("3 routine updates") && !folded.contains("damaged"), "{folded}");
    assert!(rest.contains("→ damaged") && !rest.contains("<details class=\"changes\">"), "{rest}");
}

#[test]
fn recorded_reasons_are_in_the_language_of_the_page() {
    let snapshot = world::snapshot(true);
    let everything = |query| {
        page(&snapshot, "/debug/html/all", query, |view| {
            mirrors(view, &Scope::Everything(Audience::Public), &[])
        })
    };
    assert!(everything(Some("lang=de")).contains("<small>Status 500</small>"));
    assert!(everything(None).contains("<small>status 500</small>"));
    let german = the_mirror(&snapshot, "part.example", Some("lang=de"));
    assert!(german.contains("<small>Status 404</small>"), "{german}");
}
