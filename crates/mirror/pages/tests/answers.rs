//! The pages about answers: why a client gets them, where images are, how publications spread.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::net::IpAddr;

use jiff::Timestamp;
use maneki_ground_site::{Branding, PageRequest, Site};
use maneki_mirror_model::{Coordinates, CountryCode, Position};
use maneki_mirror_pages::{
    Explained, Misunderstood, Question, Silence, View, Wanted, explain, iso_folder, isos, propagation,
    site_part,
};
use maneki_mirror_registry::{ParseOptions, SourceTree, parse};
use maneki_mirror_select::{Client, Query, Slot, explain as explained, isos as found};
use maneki_mirror_snapshot::{Basis, Inputs, Networks, Place, Snapshot};

const CONFIG: &str = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ["3", "3.7", "4", "4.2"]
duplicated_versions: {"3": "3.7", "4": "4.2"}
optional_module_versions: {next: ["5"]}
vault_versions: ["3.5"]
vault_mirror: http://vault.example/
required_protocols: [http, https]
arches: {"3": [x86_64], "4": [aarch64, x86_64], "5-next": [x86_64]}
repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: crb, path: CRB/$basearch/os/, versions: ["4.2"]}
  - {name: realtime, path: RT/$basearch/os/, arches: [x86_64]}
"#;

/// A hostile sponsor, city and path.
const HOSTILE: &str = "name: berlin.example\naddress: {http: \"http://berlin.example/a&b'c/\"}\n\
    update_frequency: 3h\nsponsor: \"<script>alert(1)</script>\"\nsponsor_url: \"javascript:alert(1)\"\n\
    geolocation: {country: DE, city: \"<img src=x>\"}\n";

fn snapshot() -> Snapshot {
    let file = |name: &str, more: &str| {
        format!(
            "name: {name}\naddress: {{http: http://{name}/linux/}}\nupdate_frequency: 3h\nsponsor: S\n\
             sponsor_url: https://sponsor.example/\ngeolocation: {{country: JP}}\n{more}"
        )
    };
    let files = [
        ("mirrors.d/berlin.example.yml", HOSTILE.to_owned()),
        ("mirrors.d/bank.example.yml", file("bank.example", "private: true\nsubnets: [198.51.100.0/24]\n")),
        ("mirrors.d/tokyo.example.yml", file("tokyo.example", "")),
        ("mirrors.d/osaka.example.yml", file("osaka.example", "")),
    ];
    let texts = files.iter().map(|(path, text)| (*path, text.as_str()));
    let registry = parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default()).registry.unwrap();
    let places = registry.mirrors.keys().map(|name| {
        let (country, latitude, longitude) = match name.as_str() {
            "berlin.example" => ("DE", 52.5, 13.4),
            "osaka.example" => ("JP", 34.7, 135.5),
            _ => ("JP", 35.7, 139.7),
        };
        let coordinates = Coordinates::new(latitude, longitude).map(|at| (at, Basis::City));
        (name.clone(), Place { country: CountryCode::parse(country), coordinates, ..Place::default() })
    });
    let (places, networks) = (places.collect(), Networks::default());
    Snapshot::build(registry, Inputs::unchecked(places, &networks), 1, Timestamp::UNIX_EPOCH)
}

fn frankfurt() -> Client {
    Client {
        address: "192.0.2.17".parse().unwrap(),
        country: CountryCode::parse("DE"),
        position: Some(Position::Place(Coordinates::new(50.1, 8.7).unwrap())),
        asn: None,
    }
}

/// A page for a query.
fn page(query: &str, write: impl FnOnce(&View<'_>) -> String) -> String {
    let (asked, snapshot) = (PageRequest::new("/explain", Some(query), None), snapshot());
    let site = Site::new(Branding::default(), &[site_part()]);
    write(&View::new(site.frame(&asked), &snapshot))
}

/// The explanation for a client in Frankfurt.
fn explanation(query: &str, limit: usize) -> String {
    page(query, |view| {
        let (client, catalog) = (frankfurt(), &view.snapshot.catalog);
        let target = Question::read(&PageRequest::new("/explain", Some(query), None), catalog)
            .target(catalog)
            .unwrap();
        let mut explanation = explained(view.snapshot, &client, &Query::new(target.clone(), limit), Slot(1));
        // The page does not get what the visitor may not see.
        explanation.excluded.retain(|(id, _)| !view.snapshot.entry(*id).mirror.private);
        let shown = Explained {
            client: &client,
            target: &target,
            limit,
            explanation: &explanation,
            without_private: true,
            fallback: None,
        };
        explain(view, IpAddr::from([203, 0, 113, 5]), Ok(shown))
    })
}

fn misunderstood(query: &str, why: Misunderstood) -> String {
    page(query, |view| explain(view, IpAddr::from([203, 0, 113, 5]), Err(why)))
}

/// Nothing that strangers wrote is more than text, and nothing is there that the policy of pages forbids.
fn assert_harmless(page: &str) {
    for bad in ["<script", "<img src=x", "javascript:", " style=", "\" onclick=", "a&b"] {
        assert!(!page.contains(bad), "{bad}: {page}");
    }
}

#[test]
fn an_answer_is_shown_step_by_step_with_routes_on_the_map() {
    let page = explanation("version=4&repository=baseos", 2);
    assert_harmless(&page);
    assert!(page.contains("<code>near</code> in Germany, at most 500 km away, shuffled"), "{page}");
    assert!(page.contains("<code>far</code> farther away, by distance"), "{page}");
    assert!(page.contains("mirrors that declare a network with 192.0.2.17 <span>none</span>"), "{page}");
    assert_eq!(page.matches("<path d=\"M").count(), 2, "one route for each mirror: {page}");
    assert!(page.contains("img src=x") && page.contains(", Germany"), "{page}");
    assert!(page.contains("One mirror is left out") && page.contains("data-reason=\"list-full\""), "{page}");
    assert!(page.contains("id=\"without-private\"") && !page.contains("bank.example"), "{page}");
}

#[test]
fn the_mirror_in_question_comes_first_and_is_marked() {
    let chosen = explanation("version=4&mirror=Berlin.Example", 1);
    assert!(chosen.contains("id=\"meant\"") && chosen.contains("Number 1 in this answer."), "{chosen}");
    assert!(chosen.contains("class=\"is-meant\""), "{chosen}");
    let left_out = explanation("version=4&mirror=osaka.example", 1);
    assert!(left_out.contains("</strong> The list is full of better mirrors."), "{left_out}");
    assert!(left_out.contains("The farthest mirror in the answer is 42"), "{left_out}");
    assert!(left_out.contains("data-reason=\"list-full\" open"), "{left_out}");
    // A private mirror is as unknown as one that is not there.
    let unknown = |name: &str| explanation(&format!("version=4&mirror={name}"), 1).replace(name, "");
    assert!(unknown("bank.example").contains("There is no public mirror with this name."));
    assert_eq!(unknown("bank.example"), unknown("nobody.example"));
}

#[test]
fn what_is_not_said_is_what_most_ask_for() {
    let page = explanation("", 3);
    assert!(page.contains("<option selected>4.2</option>"), "{page}");
    assert!(
        page.contains("<option selected>baseos</option>") && page.contains("placeholder=\"203.0.113.5\"")
    );
    let german = explanation("lang=de", 3);
    assert!(
        german.contains("Welche Spiegelserver, und warum") && german.contains("name=\"lang\" value=\"de\"")
    );
}

#[test]
fn what_is_not_understood_is_said_beside_its_field_and_repeated_harmlessly() {
    let catalog = snapshot().catalog;
    for (query, why) in [
        ("version=%3Cscript%3E", Misunderstood::Version),
        ("version=4&repository=%22%3E%3Cscript", Misunderstood::Repository),
        ("version=3.7&repository=crb", Misunderstood::Combination),
        ("version=4&repository=realtime&arch=aarch64", Misunderstood::Arch),
    ] {
        let asked = PageRequest::new("/explain", Some(query), None);
        assert_eq!(Question::read(&asked, &catalog).target(&catalog), Err(why), "{query}");
        let page = misunderstood(query, why);
        assert_harmless(&page);
        assert!(page.contains("role=\"alert\"") && page.contains("aria-invalid=\"true\""), "{page}");
    }
    let page = misunderstood("ip=%22+onclick%3D%22x", Misunderstood::Address);
    assert_harmless(&page);
    assert!(page.contains("This is not an IP address."), "{page}");
}

#[test]
fn images_are_chosen_by_version_and_architecture() {
    let all = page("", |view| isos(view, None));
    assert!(all.contains("href=\"/isos/aarch64/4.2\"") && all.contains("href=\"/isos/x86_64/3.7\""), "{all}");
    assert!(all.contains("href=\"/next/isos/x86_64/5-next\""), "{all}");
    assert!(all.contains("id=\"isos-vault\"") && all.contains("href=\"/isos/x86_64/3.5\""), "{all}");
    let module = page("lang=de", |view| isos(view, view.snapshot.catalog.modules.keys().next()));
    assert!(module.contains("Installationsabbilder von next") && !module.contains("/isos/x86_64/4.2"));
}

fn folder(version: &str) -> String {
    page("", |view| {
        let folder = view.snapshot.catalog.iso_folder(version, "x86_64").unwrap();
        let client = frankfurt();
        iso_folder(view, &folder, &found(view.snapshot, &client, &folder, 10, Slot(1)), &client)
    })
}

#[test]
fn a_folder_names_the_nearest_mirrors_and_all_by_country() {
    let page = folder("4");
    assert_harmless(&page);
    assert!(page.contains("id=\"not-checked\"") && page.contains("id=\"no-set\""), "{page}");
    let nearest = page.split("id=\"nearest\"").nth(1).unwrap();
    assert!(nearest.find("berlin.example").unwrap() < nearest.find("tokyo.example").unwrap());
    let countries = page.split("id=\"countries\"").nth(1).unwrap();
    assert!(countries.find("Germany").unwrap() < countries.find("Japan").unwrap());
    assert!(!page.contains("bank.example"));
    assert!(page.contains("curl -LO /iso/4.2/x86_64/CHECKSUM"), "{page}");
    assert!(page.contains("sha256sum --ignore-missing -c CHECKSUM"), "{page}");
}

#[test]
fn what_lies_in_the_vault_is_linked_there() {
    let page = folder("3.5");
    assert!(page.contains("href=\"http://vault.example/3.5/isos/x86_64/\""), "{page}");
    assert!(page.contains("curl -LO http://vault.example/3.5/isos/x86_64/CHECKSUM"), "{page}");
    assert!(!page.contains("id=\"countries\"") && !page.contains("id=\"none\""), "{page}");
}

#[test]
fn an_empty_past_is_told_kindly() {
    let told = |query: &str, publications| {
        page(query, |view| propagation(view, publications, Timestamp::UNIX_EPOCH))
    };
    assert!(told("", Ok(&[])).contains("Nothing has been published since"));
    assert!(told("arch=x86_64", Ok(&[])).contains("no recent publications that match"));
    assert!(told("", Err(Silence::NotKept)).contains("keeps no history"));
    assert!(told("lang=de", Err(Silence::Unreadable)).contains("ist gerade nicht lesbar"));
    let bad = told("version=%3Cscript%3E", Err(Silence::Version));
    assert_harmless(&bad);
    assert!(bad.contains("role=\"alert\""), "{bad}");
}

#[test]
fn publications_are_chosen_by_what_is_on_mirrors() {
    let catalog = snapshot().catalog;
    let wanted = |query: &str| Wanted::read(&PageRequest::new("/propagation", Some(query), None), &catalog);
    let major = wanted("version=4&repository=baseos&arch=aarch64").unwrap();
    assert_eq!(major.version.unwrap().as_str(), "4.2");
    assert_eq!(wanted(""), Ok(Wanted::default()));
    assert_eq!(wanted("version=3.5"), Err(Silence::Version));
    assert_eq!(wanted("repository=x"), Err(Silence::Repository));
    assert_eq!(wanted("arch=sparc"), Err(Silence::Arch));
}
