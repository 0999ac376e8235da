//! Images: the mirrors that have them, and how browsers and download tools get them.
//!
//! The last tests need Debian's `aria2`, and `curl`.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "the tests read what was downloaded")]

mod guide;
mod network;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use maneki_mirror_formats::download::Download;
use maneki_testkit::http::{Reply, get, get_url, request};
use maneki_testkit::{FakeMirror, Files, Program, example_registry, until};
use network::{ISOS, Network, mirror, tree, url};
use sha2::{Digest, Sha256};
use tempfile::tempdir;

const BOOT: &str = "tanuki-4.2-boot.iso";
const DVD: &str = "tanuki-4.2-dvd.iso";

/// An image of some kilobytes, which is text so that it can be compared as one.
fn image(word: &str) -> String {
    format!("{word}\n").repeat(4000)
}

fn sha256(text: &str) -> String {
    maneki_mirror_health::Digest::new(Sha256::digest(text).into()).to_string()
}

/// A tree with two images.
fn with_images() -> Files {
    let files = tree(20);
    let mut lines = Vec::new();
    for name in [BOOT, DVD] {
        let image = image(name);
        files.put(&format!("{ISOS}/{name}"), image.as_bytes());
        lines.push(format!("# {name}: {} bytes\nSHA256 ({name}) = {}\n", image.len(), sha256(&image)));
    }
    files.put(&format!("{ISOS}/CHECKSUM"), lines.concat().as_bytes());
    files
}

/// The mirrors of a network with a reference tree, each checked once.
fn network(reference: &Files, mirrors: &[&FakeMirror]) -> (Network, FakeMirror) {
    let reference = mirror(reference);
    let names =
        ["one.example", "two.example", "three.example", "four.example", "five.example", "six.example"];
    let mirrors: Vec<_> = names.into_iter().zip(mirrors.iter().map(|mirror| url(mirror))).collect();
    let network = Network::start(&url(&reference), &mirrors, &[]);
    network.wait_for_a_round();
    (network, reference)
}

fn links(reply: &Reply) -> Vec<&str> {
    let links = reply.headers.iter().filter(|(name, _)| name == "link");
    links.map(|(_, value)| value.as_str()).collect()
}

#[test]
fn images_are_had_from_mirrors_with_the_whole_set_and_from_no_others() {
    let (whole, partly, other) = (with_images(), with_images(), with_images());
    partly.put(&format!("{ISOS}/{DVD}"), b"half");
    other.spoil("CHECKSUM", Vec::clear);
    other.become_like(&tree(20));
    let [whole, partly, other] = [whole, partly, other].map(|files| mirror(&files));
    let (network, _reference) = network(&with_images(), &[&whole, &partly, &other]);
    let ask = |path: &str| get(network.service.address, path, &[]);

    let folder = format!("{}/{ISOS}", url(&whole));
    let list = ask("/isolist/4/x86_64");
    assert_eq!((list.status, list.body.as_str()), (200, folder.as_str()));
    assert_eq!(list.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(list.header("cache-control"), Some("no-store"));
    for same in ["/isolist/4.2/x86_64", "/isolist/4.0/x86_64/", "/isolist/4/x86_64?countme=1"] {
        assert_eq!(ask(same).body, folder, "{same}");
    }
    let head = request(network.service.address, "HEAD", "/isolist/4/x86_64", &[]);
    assert_eq!(head.header("content-length"), Some(&*folder.len().to_string()));
    let json = format!("[\"{folder}\"]\n");
    let accept = [("Accept", "text/html, application/json")];
    for reply in
        [ask("/isolist/4/x86_64?format=json"), get(network.service.address, "/isolist/4/x86_64", &accept)]
    {
        assert_eq!((reply.header("content-type"), &reply.body), (Some("application/json"), &json));
    }
    let why = ask("/isolist/4/x86_64?comments=1").body;
    assert!(why.starts_with("# for 127.0.0.1") && why.ends_with(&folder), "{why}");

    let path = format!("/iso/4/x86_64/{DVD}");
    let reply = ask(&path);
    let file = format!("{folder}/{DVD}");
    assert_eq!((reply.status, reply.header("location")), (302, Some(&*file)));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(
        links(&reply),
        [
            format!("<{file}>; rel=duplicate; pri=1"),
            format!("<{DVD}.meta4>; rel=describedby; type=\"application/metalink4+xml\""),
        ]
    );
    assert!(reply.header("digest").unwrap().starts_with("SHA-256="));
    assert_eq!(get_url(reply.header("location").unwrap()).body, image(DVD));
    let head = request(network.service.address, "HEAD", &path, &[]);
    assert_eq!((head.status, head.header("location")), (302, Some(&*file)));
    assert_eq!((links(&head), head.header("digest")), (links(&reply), reply.header("digest")));
    assert_eq!(ask(&format!("{path}?mirrorlist")).body, file);

    let reply = ask(&format!("{path}.meta4"));
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/metalink4+xml")));
    let download = Download::parse_meta4(&reply.body).unwrap();
    assert_eq!((&*download.name, download.size), (DVD, Some(image(DVD).len() as u64)));
    assert_eq!(download.sha256.unwrap().to_string(), sha256(&image(DVD)));
    assert_eq!(download.sources.iter().map(|source| source.url.as_str()).collect::<Vec<_>>(), [file]);

    // The file that names the others is where they are.
    let checksum = ask("/iso/4/x86_64/CHECKSUM");
    assert_eq!((checksum.status, links(&checksum).len()), (302, 0));
    assert!(get_url(checksum.header("location").unwrap()).body.contains(&sha256(&image(BOOT))));
}

/// Some tools read from several mirrors at the same time, but none needs all of them in the headers.
#[test]
fn a_redirect_names_five_mirrors_and_the_metalink_all() {
    let servers: Vec<FakeMirror> = (0..6).map(|_| mirror(&with_images())).collect();
    let (network, _reference) = network(&with_images(), &servers.iter().collect::<Vec<_>>());
    let path = format!("/iso/4/x86_64/{DVD}");
    let sources = |path: &str| Download::parse_meta4(&network.get(&format!("{path}.meta4"))).unwrap().sources;
    let all: Vec<String> = sources(&path).into_iter().map(|source| source.url).collect();
    assert_eq!((all.len(), network.get(&format!("{path}?mirrorlist"))), (6, all.join("\n")));
    // Asked in other words it is the same.
    for path in
        [&path, &format!("{path}?countme=1"), &format!("{path}?limit=6"), &path.replace("dvd", "%64vd")]
    {
        let reply = get(network.service.address, path, &[]);
        let links = links(&reply);
        let (described, duplicates) = links.split_last().unwrap();
        assert_eq!(reply.header("location"), Some(&*all[0]));
        assert!(described.contains("rel=describedby"), "{described}");
        let named: Vec<String> =
            (1..).zip(&all[..5]).map(|(place, url)| format!("<{url}>; rel=duplicate; pri={place}")).collect();
        assert_eq!(duplicates, named, "{path}");
    }
}

#[test]
fn what_there_is_not_is_not_found_and_a_list_is_never_an_error() {
    let whole = mirror(&with_images());
    let (network, _reference) = network(&with_images(), &[&whole]);
    for (status, path) in [
        (404, "/isolist/4/sparc"),
        (404, "/isolist/80/x86_64"),
        (400, "/isolist/4/x86_64?format=xml"),
        (400, "/isolist/4/x86_64?country=Germany"),
        (400, "/isolist/4/%ff"),
        (404, "/iso/4/x86_64/tanuki-4.2-nosuch.iso"),
        (404, "/iso/4/x86_64/CHECKSUM.meta4"),
        (404, "/iso/4/x86_64/..%2f..%2f..%2fTIME"),
        (404, "/iso/4/sparc/tanuki-4.2-boot.iso"),
        (404, "/iso/5/x86_64/tanuki-4.2-boot.iso"),
        (404, "/iso/4/x86_64/tanuki-4.2-boot.iso/"),
        (404, "/iso/4/x86_64/"),
        // No mirror matches the conditions.
        (200, "/isolist/4/x86_64?exclude=one.example"),
        (200, "/iso/4/x86_64/tanuki-4.2-boot.iso?exclude=one.example&mirrorlist"),
        (404, "/iso/4/x86_64/tanuki-4.2-boot.iso?exclude=one.example"),
        (404, "/iso/4/x86_64/tanuki-4.2-boot.iso.meta4?exclude=one.example"),
    ] {
        let reply = get(network.service.address, path, &[]);
        assert_eq!(reply.status, status, "{path}");
        let mirror = |line: &str| line.contains("://") || line.trim_start().starts_with('/');
        assert!(!reply.body.lines().any(mirror), "{path}: {}", reply.body);
    }
    assert_eq!(request(network.service.address, "POST", "/isolist/4/x86_64", &[]).status, 405);

    // Old versions are in the vault.
    assert_eq!(network.get("/isolist/4.1/x86_64"), "http://vault.example/4.1/isos/x86_64");
    let old = get(network.service.address, "/iso/4.1/x86_64/tanuki-4.1-boot.iso", &[]);
    let vault = "http://vault.example/4.1/isos/x86_64/tanuki-4.1-boot.iso";
    assert_eq!((old.status, old.header("location"), old.header("digest")), (302, Some(vault), None));
}

#[test]
fn another_set_is_served_as_soon_as_the_reference_names_it() {
    let (files, mirrored) = (with_images(), with_images());
    let whole = mirror(&mirrored);
    let (network, _reference) = network(&files, &[&whole]);
    let path = format!("/iso/4/x86_64/{BOOT}");
    let digest = || get(network.service.address, &path, &[]).header("digest").map(str::to_owned);
    let before = digest();
    assert!(before.is_some());
    let new = image("another");
    let line = format!("# {BOOT}: {} bytes\nSHA256 ({BOOT}) = {}\n", new.len(), sha256(&new));
    files.put(&format!("{ISOS}/CHECKSUM"), line.as_bytes());
    // No mirror has been checked for it, so unchecked mirrors are served.
    until("the new digest", || (digest().is_some() && digest() != before).then_some(()));
    assert_eq!(get(network.service.address, &format!("/iso/4/x86_64/{DVD}"), &[]).status, 404);
}

#[test]
fn a_restart_forgets_no_image_and_nobody_who_lacks_one() {
    let (whole, partly) = (with_images(), with_images());
    partly.put(&format!("{ISOS}/{DVD}"), b"half");
    let servers = [whole, partly].map(|files| mirror(&files));
    let (mut network, reference) = network(&with_images(), &servers.each_ref());
    let file = format!("/iso/4/x86_64/{DVD}");
    let answers = |network: &Network| {
        let reply = get(network.service.address, &file, &[]);
        let header = |name| reply.header(name).map(str::to_owned);
        let links = links(&reply).join("\n");
        let told = [header("location"), header("digest"), Some(links)];
        let page = network.get("/isos/x86_64/4.2");
        // Bytes, as they stand beside each file.
        assert!(page.contains("kB") && page.contains(&sha256(&image(DVD))), "{page}");
        assert!(page.contains("One mirror has them"), "{page}");
        (reply.status, told, network.get(&format!("{file}.meta4")), network.get("/isolist/4/x86_64"))
    };
    let before = answers(&network);
    let folder = format!("{}/{ISOS}", url(&servers[0]));
    assert_eq!((before.0, &before.3), (302, &folder));
    assert!(before.1[1].as_ref().unwrap().starts_with("SHA-256="));
    assert!(Download::parse_meta4(&before.2).unwrap().sha256.is_some());

    network.service.signal("TERM");
    network.service.wait();
    let gone = url(&reference);
    drop((reference, servers));
    let network = network.again(&gone);
    assert_eq!(answers(&network), before);
}

#[test]
fn unchecked_every_declared_mirror_counts() {
    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let variables = [("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.0/8")];
    let service = Program::serve(binary, &example_registry(), state.path(), &["--no-check"], &variables);
    let ask = |path: &str| get(service.address, path, &[("X-Forwarded-For", "185.15.59.224")]);
    let list = ask("/isolist/4/x86_64");
    assert_eq!(list.lines().len(), 10);
    assert_eq!(list.lines()[0], "http://amsterdam.mirror.example.net/tanuki/4.2/isos/x86_64");
    let reply = ask("/iso/4/x86_64/tanuki-4.2-boot.iso?protocol=https");
    let location = reply.header("location").unwrap();
    assert!(location.starts_with("https://") && location.ends_with("/4.2/isos/x86_64/tanuki-4.2-boot.iso"));
    assert_eq!((reply.status, reply.header("digest"), links(&reply).len()), (302, None, 0));
    assert_eq!(ask("/iso/4/x86_64/a%0d%0aSet-Cookie:%20b").status, 404);
    assert_eq!(ask("/iso/4/x86_64/tanuki-4.2-boot.iso.meta4").status, 404);
}

#[test]
fn the_nearest_mirrors_are_told_to_readers_of_the_old_service() {
    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let variables = [
        ("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.0/8"),
        ("MANEKI_SERVER__ADMIN_TOKEN", "a-long-secret-of-ours"),
    ];
    let service = Program::serve(binary, &example_registry(), state.path(), &["--no-check"], &variables);
    let ask = |headers: &[(&str, &str)]| {
        let reply = get(service.address, "/debug/json/nearest_mirrors/", headers);
        serde_json::from_str::<serde_json::Value>(&reply.body).unwrap()
    };
    let told = ask(&[("X-Forwarded-For", "185.15.59.224")]);
    assert_eq!(told["status"], "ok");
    assert_eq!(told["result"]["geodata"]["185.15.59.224"]["country"], "NL");
    let mirrors = told["result"]["mirrors"].as_object().unwrap();
    assert_eq!(mirrors.len(), 10);
    let nearest = &mirrors["amsterdam.mirror.example.net"];
    assert_eq!((&nearest["has_full_iso_set"], &nearest["email"]), (&true.into(), &serde_json::Value::Null));
    assert!(nearest["isos_link"].as_str().unwrap().ends_with("/isos/x86_64"), "{nearest}");
    // A client in the network of a private mirror gets no images from it either.
    let client = ("X-Forwarded-For", "192.0.2.17");
    let inside = ask(&[client, ("Authorization", "Bearer a-long-secret-of-ours")]);
    let mirrors = inside["result"]["mirrors"].as_object().unwrap();
    assert!(mirrors.values().all(|mirror| mirror["private"] == false && mirror["email"].is_string()));
}

/// Whether aria2 is here. Where not, the test says so and is over; in CI it has to be.
fn has_aria2() -> bool {
    let here = Command::new("aria2c").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(here || std::env::var_os("CI").is_none(), "aria2 is needed");
    if !here {
        println!("skipped: aria2 is needed");
    }
    here
}

/// Downloads with aria2, which knows nothing of this machine; what it got, if it is content.
fn aria2(arguments: &[&str]) -> (Output, Option<String>) {
    let folder = tempdir().unwrap();
    let mut aria2 = Command::new("aria2c");
    aria2.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C");
    aria2.args(["--no-conf", "--no-netrc", "--async-dns=false", "--disable-ipv6", "--retry-wait=0"]);
    aria2.args(["--connect-timeout=5", "--timeout=5", "--max-tries=2", "--summary-interval=0"]);
    let output = aria2.arg("--dir").arg(folder.path()).args(arguments).output().unwrap();
    let got = output.status.success().then(|| fs::read_to_string(folder.path().join(BOOT)).unwrap());
    (output, got)
}

#[test]
fn the_real_aria2_gets_the_right_image_whatever_becomes_of_mirrors() {
    if !has_aria2() {
        return;
    }
    let trees = [with_images(), with_images(), with_images()];
    let mirrors = trees.each_ref().map(mirror);
    let (network, _reference) = network(&with_images(), &mirrors.each_ref());
    let metalink = format!("http://{}/iso/4/x86_64/{BOOT}.meta4", network.service.address);
    let redirect = format!("http://{}/iso/4/x86_64/{BOOT}", network.service.address);
    let digest = format!("--checksum=sha-256={}", sha256(&image(BOOT)));
    let (output, got) = aria2(&["--follow-metalink=mem", &metalink]);
    assert_eq!(got, Some(image(BOOT)), "{output:?}");
    let (output, got) = aria2(&[&digest, &redirect]);
    assert_eq!(got, Some(image(BOOT)), "{output:?}");

    // After the check the first mirror dies, and the second loses a part of the file.
    let order = network.get(&format!("/iso/4/x86_64/{BOOT}?mirrorlist"));
    let place = |mirror: &FakeMirror| order.lines().position(|line| line.starts_with(&url(mirror))).unwrap();
    let mut ordered: Vec<_> = mirrors.into_iter().zip(trees).collect();
    ordered.sort_by_key(|(mirror, _)| place(mirror));
    let (dead, _) = ordered.remove(0);
    drop(dead);
    ordered[0].1.spoil(BOOT, |bytes| bytes.truncate(1000));
    let (output, got) = aria2(&["--follow-metalink=mem", &metalink]);
    assert_eq!(got, Some(image(BOOT)), "{output:?}");
}

#[test]
fn the_real_aria2_refuses_an_image_that_a_mirror_has_changed() {
    if !has_aria2() {
        return;
    }
    let files = with_images();
    let evil = mirror(&files);
    let (network, _reference) = network(&with_images(), &[&evil]);
    files.spoil(BOOT, |bytes| bytes.reverse());
    let metalink = format!("http://{}/iso/4/x86_64/{BOOT}.meta4", network.service.address);
    let (output, got) = aria2(&["--follow-metalink=mem", &metalink]);
    assert_eq!(got, None, "{output:?}");
}

#[test]
fn the_commands_of_the_guide_do_what_it_says() {
    let answers = |program: &&str| {
        Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    let here = ["aria2c", "curl", "sha256sum"].iter().all(answers);
    assert!(here || std::env::var_os("CI").is_none(), "aria2, curl and sha256sum are needed");
    if !here {
        println!("skipped: aria2, curl and sha256sum are needed");
        return;
    }
    let whole = mirror(&with_images());
    let (network, _reference) = network(&with_images(), &[&whole]);
    let shell = |block: &str, folder: &Path| -> String {
        let commands = block.lines().map(|line| line.strip_prefix("$ ").unwrap_or_else(|| panic!("{line}")));
        let script: Vec<&str> = ["set -e"].into_iter().chain(commands).collect();
        let mut sh = Command::new("sh");
        sh.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
        let output = sh.arg("-c").arg(script.join("\n")).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{block}\n{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let blocks = guide::blocks("console", network.service.address);
    let folders: Vec<_> = blocks.iter().map(|_| tempdir().unwrap()).collect();
    let said: Vec<String> =
        blocks.iter().zip(&folders).map(|(block, folder)| shell(block, folder.path())).collect();
    let [why, checked, _, lists] = &said[..] else { panic!("{said:?}") };
    assert!(why.starts_with("# for 127.0.0.1"), "{why}");
    assert_eq!(checked, &format!("{BOOT}: OK\n"));
    for folder in &folders[1..3] {
        assert_eq!(fs::read_to_string(folder.path().join(BOOT)).unwrap(), image(BOOT));
    }
    let url = format!("{}/{ISOS}", url(&whole));
    assert_eq!(lists, &format!("{url}{url}/{BOOT}"));
}
