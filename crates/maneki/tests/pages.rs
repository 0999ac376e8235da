//! The site as browsers meet it, but for the browser: real processes, real sockets, the example registry.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "a test makes files")]

use maneki_testkit::http::{Reply, get, request};
use maneki_testkit::{Program, example_registry};
use tempfile::{TempDir, tempdir};

fn serve(variables: &[(&str, &str)]) -> (Program, TempDir) {
    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let program = Program::serve(binary, &example_registry(), state.path(), &["--no-check"], variables);
    (program, state)
}

fn is_guarded(page: &Reply) {
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("set-cookie"), None);
    // Nothing is written into a page that the policy would refuse, and nothing is loaded from elsewhere.
    for refused in [" style=", "<style", "<script", " onclick=", " src=\"http"] {
        assert!(!page.body.contains(refused), "{refused}");
    }
}

#[test]
fn the_table_shows_public_mirrors_and_finds_them() {
    let (service, _state) = serve(&[]);
    let page = get(service.address, "/", &[]);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    is_guarded(&page);
    for shown in [
        "tokyo.mirror.example.org",
        "Example Institute of Technology",
        "https://tokyo.mirror.example.org/pub/tanuki\"",
        "not checked",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
    for hidden in ["mirror.bank.example", "aws.mirror.example.com", "@technology.example"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    let rows = |query: &str| {
        get(service.address, &format!("/?{query}"), &[]).body.matches("role=\"rowheader\"").count()
    };
    assert_eq!(rows("country=JP"), 2);
    assert_eq!(rows("q=t%C3%B6kyo+institute"), 1);
    assert_eq!(rows("country=JP&protocol=ftp"), 0);
    assert!(rows("continent=europe") > 5);
    assert_eq!(rows("q=%3Cscript%3E"), 0);
    assert!(!get(service.address, "/?q=%3Cscript%3E", &[]).body.contains("<script"));
    let module = get(service.address, "/next/", &[]);
    assert!(module.body.contains("tanuki-next") && !module.body.contains("/pub/tanuki\""));
}

#[test]
fn a_page_that_did_not_change_is_not_sent_again() {
    let (service, _state) = serve(&[]);
    let page = get(service.address, "/", &[]);
    let tag = page.header("etag").unwrap();
    let again = |path: &str, language: &str| {
        get(service.address, path, &[("If-None-Match", tag), ("Accept-Language", language)]).status
    };
    assert_eq!((again("/", "en"), again("/", "de"), again("/?sort=name", "en")), (304, 200, 200));
    assert_eq!(page.header("vary"), Some("Accept-Language"));
    let head = request(service.address, "HEAD", "/", &[]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn the_language_is_accepted_or_chosen_and_links_keep_the_choice() {
    let (service, _state) = serve(&[]);
    let accepted = get(service.address, "/", &[("Accept-Language", "de-CH,de;q=0.9")]);
    assert_eq!(accepted.header("content-language"), Some("de"));
    assert!(accepted.body.contains("<html lang=\"de\">") && accepted.body.contains("Vereinigte Staaten"));
    assert!(accepted.body.contains("href=\"/mirrors/tokyo.mirror.example.org\""));
    let chosen = get(service.address, "/?lang=de&country=JP", &[("Accept-Language", "en")]);
    assert!(chosen.body.contains("href=\"/mirrors/tokyo.mirror.example.org?lang=de\""));
    assert!(chosen.body.contains("href=\"/?country=JP&#38;lang=en\""), "the other language, with the filter");
    assert!(chosen.body.contains("<input type=\"hidden\" name=\"lang\" value=\"de\">"));
}

#[test]
fn the_nearest_mirrors_are_marked_for_those_whose_place_is_known() {
    let (service, _state) = serve(&[("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.0/8")]);
    let seen_from = |address| get(service.address, "/", &[("X-Forwarded-For", address)]);
    let tokyo = seen_from("133.11.0.1");
    assert_eq!(tokyo.header("cache-control"), Some("private, no-cache"));
    let near = tokyo.body.split("id=\"nearest\"").nth(1).unwrap().split("</ol>").next().unwrap();
    assert_eq!(near.matches("<li>").count(), 10);
    assert!(near.contains("osaka.mirror.example.net") && near.contains(" km"));
    assert!(!seen_from("198.18.0.1").body.contains("id=\"nearest\""));
    // A private mirror is not shown, not even to clients in its networks.
    assert!(!seen_from("192.0.2.17").body.contains("mirror.bank.example"));
}

#[test]
fn what_pages_are_made_up_with_is_kept_for_ever() {
    let (service, _state) =
        serve(&[("MANEKI_SITE__ACCENT", "#ffff00"), ("MANEKI_SITE__NAME", "Tanuki <b>Linux")]);
    let page = get(service.address, "/", &[]);
    assert!(page.body.contains("<title>Tanuki &#60;b&#62;Linux mirrors</title>"), "{}", &page.body[..400]);
    let path = |begin: &str| {
        let at = page.body.find(begin).unwrap();
        page.body[at..].split(['"', '#']).next().unwrap().to_owned()
    };
    for (begin, kind) in [
        ("/assets/site.", "text/css; charset=utf-8"),
        ("/assets/world.", "image/svg+xml"),
        ("/assets/icon.", "image/svg+xml"),
    ] {
        let asset = get(service.address, &path(begin), &[]);
        assert_eq!((asset.status, asset.header("content-type")), (200, Some(kind)));
        assert_eq!(asset.header("cache-control"), Some("public, max-age=31536000, immutable"));
    }
    // Yellow cannot be read on white.
    let style = get(service.address, &path("/assets/site."), &[]).body;
    assert!(style.contains("--accent:#") && !style.contains("--accent:#ffff00}\n@media"));
    assert_eq!(get(service.address, "/assets/site.000000000000.css", &[]).status, 404);
}

#[test]
fn every_mirror_is_in_the_old_table_and_private_ones_for_the_token_alone() {
    let (service, _state) = serve(&[("MANEKI_SERVER__ADMIN_TOKEN", "sesame")]);
    let public = get(service.address, "/debug/html/all", &[]);
    assert!(public.body.contains("aws.mirror.example.com") && !public.body.contains("mirror.bank.example"));
    assert!(!public.body.contains("mirror@technology.example"));
    let all = get(service.address, "/debug/html/all/", &[("Authorization", "Bearer sesame")]);
    assert_eq!(all.header("cache-control"), Some("no-store"));
    assert!(all.body.contains("mirror.bank.example") && all.body.contains("mirror@technology.example"));
    let private = "/mirrors/mirror.bank.example";
    assert_eq!(get(service.address, private, &[]).status, 404);
    assert_eq!(get(service.address, &format!("{private}/badge.svg"), &[]).status, 404);
    assert_eq!(get(service.address, private, &[("Authorization", "Bearer sesame")]).status, 200);
}

#[test]
fn where_there_is_nothing_browsers_get_help_and_nobody_gets_a_mirror() {
    let links = "{ \"/Wiki\" = \"https://wiki.example.org\" }";
    let (service, _state) = serve(&[("MANEKI_SITE__LINKS", links), ("MANEKI_SITE__NAME", "http://x")]);
    for path in [
        "/nothing",
        "/mirrors/tokio.mirror.example.org",
        "/mirrors/x%0Ahttp:%2f%2fevil.example%2f",
        "/a/b/c?q=http://evil.example/",
        "/next/x",
        "//evil.example/",
    ] {
        let html = get(service.address, path, &[("Accept", "text/html,*/*;q=0.8")]);
        assert_eq!(
            (html.status, html.header("content-type")),
            (404, Some("text/html; charset=utf-8")),
            "{path}"
        );
        is_guarded(&html);
        let json = get(service.address, path, &[("Accept", "*/*")]);
        assert_eq!((json.status, json.header("content-type")), (404, Some("application/json")), "{path}");
        for reply in [&html, &json] {
            let mirror = |line: &&str| line.contains("://") || line.trim_start().starts_with('/');
            assert_eq!(reply.lines().iter().find(|line| mirror(line)), None, "{path}");
            assert!(reply.body.contains("href=\"https&#58;//wiki.example.org/\"") || reply == &json);
        }
    }
    let mistyped = get(service.address, "/mirrors/tokio.mirror.example.org", &[("Accept", "text/html")]);
    assert!(mistyped.body.contains("href=\"/mirrors/tokyo.mirror.example.org\""));
    // Clients of lists do not accept HTML, and the error of a list is never HTML.
    let list = get(service.address, "/mirrorlist/4/nosuch", &[("Accept", "text/html")]);
    assert_eq!(list.header("content-type"), Some("application/json"));
}

#[test]
fn a_badge_says_how_a_mirror_does_and_robots_are_told_what_is_not_for_them() {
    let (service, _state) = serve(&[]);
    let badge = get(service.address, "/mirrors/tokyo.mirror.example.org/badge.svg", &[]);
    assert_eq!((badge.status, badge.header("content-type")), (200, Some("image/svg+xml")));
    assert!(
        badge.body.contains(">not checked</text>")
            && badge.header("cache-control").unwrap().contains("max-age")
    );
    let robots = get(service.address, "/robots.txt", &[]);
    assert!(
        robots.body.contains("Disallow: /mirrorlist/")
            && robots.header("content-type").unwrap().starts_with("text/plain")
    );
}

#[test]
fn nothing_that_a_stranger_wrote_is_run() {
    let folder = tempdir().unwrap();
    std::fs::create_dir(folder.path().join("mirrors.d")).unwrap();
    std::fs::copy(example_registry().join("config.yml"), folder.path().join("config.yml")).unwrap();
    let mirror = "name: evil.example\naddress: {https: 'https://evil.example/tanuki/'}\nupdate_frequency: 1h\n\
        sponsor: \"<script>alert('x')</script>\"\nsponsor_url: \"javascript:alert(1)\"\n\
        geolocation: {country: DE, city: \"\\\"><img src=x onerror=alert(1)>\"}\n";
    std::fs::write(folder.path().join("mirrors.d/evil.example.yml"), mirror).unwrap();
    let state = tempdir().unwrap();
    let service =
        Program::serve(env!("CARGO_BIN_EXE_maneki"), folder.path(), state.path(), &["--no-check"], &[]);
    for path in ["/?q=evil", "/debug/html/all?q=evil", "/mirrors/evil.example"] {
        let page = get(service.address, path, &[]).body;
        assert!(page.contains("evil.example"), "{path}");
        // The finding of the linter quotes it as text; no attribute contains it.
        for run in [
            "<script",
            "=\"javascript:",
            "='javascript:",
            "=javascript:",
            "<img src=x",
            "onerror=alert(1)>\"",
        ] {
            assert!(!page.contains(run), "{path}: {run}");
        }
    }
    assert!(get(service.address, "/?q=evil", &[]).body.contains("&#60;script&#62;"));
}
