//! Every page is accessible, without errors, without requests to other hosts, and not wider than the window.

use maneki_testkit::{Files, Program};

use crate::browser::{Browser, DESK, TELEPHONE, has_browser};
use crate::network::{Network, REPOSITORY, mirror, url};
use crate::world::World;

/// Opens a page on a desktop and on a phone, light and dark, and takes a screenshot of each.
async fn inspect(browser: &Browser, service: &Program, path: &str, name: &str) {
    for (window, width) in [(DESK, "wide"), (TELEPHONE, "narrow")] {
        browser.look_through(window).await;
        for scheme in ["light", "dark"] {
            browser.prefer(scheme).await;
            browser.open(service, path).await;
            let place = format!("{path}, {width}, {scheme}");
            assert_eq!(browser.barriers().await, [""; 0], "{place}");
            assert_eq!(browser.complaints(service).await, [""; 0], "{place}");
            assert!(!browser.is_too_wide().await, "{place}");
            browser.picture(&format!("{name}-{width}-{scheme}")).await;
        }
    }
}

#[tokio::test]
async fn pages_of_a_registry_that_nobody_checks() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    for (path, name) in [
        ("/", "mirrors"),
        ("/next", "module"),
        ("/mirrors/tokyo.mirror.example.org", "mirror-unchecked"),
        ("/isos", "images"),
        ("/isos/x86_64/4.2", "images-of-a-version"),
        ("/explain?ip=192.0.2.1&version=4&repository=baseos", "explain-nothing-known"),
        ("/explain?ip=133.11.0.1&version=4&repository=baseos&lang=de", "explain"),
        ("/debug/html/all", "all"),
    ] {
        inspect(&browser, &world.service, path, name).await;
    }
}

#[tokio::test]
async fn pages_of_mirrors_that_were_looked_at() {
    if !has_browser() {
        return;
    }
    let tree = |revision: u32| {
        let repomd = format!(
            "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"><revision>{revision}</revision>\
             <data type=\"primary\"><checksum type=\"sha256\">00</checksum><location \
             href=\"repodata/primary.xml.gz\"/><size>7</size></data></repomd>"
        );
        let now = jiff::Timestamp::now().as_second().to_string();
        Files::new([
            ("TIME", now.into_bytes()),
            (&*format!("{REPOSITORY}/repodata/repomd.xml"), repomd.into_bytes()),
            (&*format!("{REPOSITORY}/repodata/primary.xml.gz"), b"primary".to_vec()),
        ])
    };
    let [reference, good, stale, damaged] = [tree(20), tree(20), tree(10), tree(20)];
    damaged.spoil("repomd.xml", |bytes| bytes.truncate(100));
    let servers = [&reference, &good, &stale, &damaged].map(mirror);
    let mirrors = [("good.example", 1), ("stale.example", 2), ("damaged.example", 3)];
    let mirrors = mirrors.map(|(name, number)| (name, url(&servers[number])));
    let network = Network::start(&url(&servers[0]), &mirrors, &[]);
    network.wait_for_a_round();
    let browser = Browser::start("en").await;
    for (path, name) in [
        ("/", "checked"),
        ("/mirrors/good.example", "mirror-good"),
        ("/mirrors/stale.example?lang=de", "mirror-stale"),
        ("/mirrors/damaged.example", "mirror-damaged"),
        ("/propagation", "propagation"),
    ] {
        inspect(&browser, &network.service, path, name).await;
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_page_that_helps() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/mirrors/nobody.example").await;
    assert_eq!(browser.barriers().await, [""; 0]);
    assert_eq!(browser.texts("h1").await.len(), 1);
    browser.picture("not-found").await;
}
