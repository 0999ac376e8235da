//! The pages about answers over real sockets: `/explain`, `/isos…`, `/propagation`.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_testkit::http::{Reply, get};
use maneki_testkit::{Program, example_registry};
use tempfile::{TempDir, tempdir};

fn serve() -> (Program, TempDir) {
    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    // Behind a proxy on this machine a test can be any client.
    let variables =
        [("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.0/8"), ("MANEKI_SERVER__ADMIN_TOKEN", "open-sesame")];
    (Program::serve(binary, &example_registry(), state.path(), &["--no-check"], &variables), state)
}

fn visit(service: &Program, path: &str, address: &str) -> Reply {
    get(service.address, path, &[("X-Forwarded-For", address), ("Accept", "text/html")])
}

#[test]
fn the_page_explains_the_answer_that_the_list_gives() {
    let (service, _state) = serve();
    let list = visit(&service, "/mirrorlist/4/baseos", "5.9.0.1");
    let page = visit(&service, "/explain?version=4&repository=baseos", "5.9.0.1");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(!page.header("content-security-policy").unwrap().contains("unsafe"));
    for line in list.lines() {
        assert!(page.body.contains(&format!("<td role=\"cell\" class=\"url\">{line}</td>")), "{line}");
    }
}

#[test]
fn one_s_own_private_mirror_is_explained_and_that_of_another_is_not_mentioned() {
    let (service, _state) = serve();
    let bank = "192.0.2.17";
    assert!(visit(&service, "/explain", bank).body.contains("mirror.bank.example"));
    assert!(visit(&service, &format!("/explain?ip={bank}"), bank).body.contains("mirror.bank.example"));
    for path in ["/explain", "/explain?ip=192.0.2.17", "/explain?ip=192.0.2.17&country=JP"] {
        let page = visit(&service, path, "5.9.0.1").body;
        assert!(!page.contains("mirror.bank.example") && !page.contains("mirror.station.example"), "{path}");
    }
    // A request for its name gets the same answer as one for a name that does not exist.
    let named = |name: &str| {
        visit(&service, &format!("/explain?ip=192.0.2.17&mirror={name}"), "5.9.0.1").body.replace(name, "")
    };
    assert_eq!(named("mirror.bank.example"), named("nobody.bank.example"));
    let headers = [("Authorization", "Bearer open-sesame")];
    let told = get(service.address, "/explain?ip=192.0.2.17", &headers);
    assert!(told.body.contains("mirror.bank.example"));
}

#[test]
fn what_cannot_be_understood_is_a_page_with_400() {
    let (service, _state) = serve();
    for path in [
        "/explain?ip=localhost",
        "/explain?version=80",
        "/explain?version=4&repository=nothing",
        "/explain?version=4&repository=rt&arch=aarch64",
        "/explain?protocol=ftp",
        "/explain?country=DEU",
        "/propagation?version=3.5",
        "/propagation?arch=%3Cscript%3E",
    ] {
        let page = visit(&service, path, "5.9.0.1");
        assert_eq!(page.status, 400, "{path}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{path}");
        assert!(page.body.contains("role=\"alert\"") && !page.body.contains("<script"), "{path}");
    }
}

#[test]
fn images_have_a_page_by_every_name_that_the_reference_has() {
    let (service, _state) = serve();
    for path in [
        "/isos",
        "/isos/",
        "/isos.html",
        "/isos/x86_64/4.2",
        "/isos/x86_64/4.2.html",
        "/isos/x86_64/4",
        "/isos/x86_64/4.0",
        "/next/isos",
        "/next/isos.html",
        "/next/isos/x86_64/5",
        "/next/isos/x86_64/5-next",
        "/next/isos/x86_64/5-next.html",
    ] {
        assert_eq!(visit(&service, path, "5.9.0.1").status, 200, "{path}");
    }
    for path in
        ["/isos/sparc/4.2", "/isos/x86_64/80", "/nothing/isos", "/next/isos/x86_64/4.2", "/isos/x86_64"]
    {
        assert_eq!(visit(&service, path, "5.9.0.1").status, 404, "{path}");
    }
    let page = visit(&service, "/isos/x86_64/4.2", "5.9.0.1").body;
    let first = visit(&service, "/isolist/4.2/x86_64", "5.9.0.1").lines()[0].to_owned();
    let nearest = page.split("id=\"nearest\"").nth(1).unwrap();
    assert!(nearest.split("<a href=\"").nth(1).unwrap().starts_with(&format!("{first}/\"")), "{nearest}");
    assert!(page.contains("id=\"not-checked\"") && !page.contains("mirror.bank.example"));
}

#[test]
fn without_a_past_the_page_says_so() {
    let (service, _state) = serve();
    let page = visit(&service, "/propagation?lang=de", "5.9.0.1");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Dieser Dienst bewahrt keinen Verlauf auf"), "{}", page.body);
}
