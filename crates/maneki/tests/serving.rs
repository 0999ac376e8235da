//! The service as clients meet it: real processes, real sockets, the example registry.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_testkit::http::{exchange, get, request};
use maneki_testkit::{Program, example_registry};
use tempfile::{TempDir, tempdir};

fn serve(variables: &[(&str, &str)]) -> (Program, TempDir) {
    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let program = Program::serve(binary, &example_registry(), state.path(), &["--no-check"], variables);
    (program, state)
}

/// The service behind a proxy on this machine, so that a test can be any client.
fn serve_behind_proxy() -> (Program, TempDir) {
    serve(&[("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.0/8")])
}

#[test]
fn a_list_is_urls_joined_by_line_feeds_and_nothing_else() {
    let (service, _state) = serve_behind_proxy();
    let reply = get(service.address, "/mirrorlist/4/baseos", &[("X-Forwarded-For", "185.15.59.224")]);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let lines = reply.lines();
    assert_eq!(lines.len(), 10);
    assert!(!reply.body.ends_with('\n') && !reply.body.contains('\r') && !reply.body.contains('#'));
    assert!(lines.iter().all(|line| line.ends_with("/4.2/BaseOS/$basearch/os/")), "{lines:#?}");
    assert_eq!(lines[0], "http://amsterdam.mirror.example.net/tanuki/4.2/BaseOS/$basearch/os/");

    let slash = get(service.address, "/mirrorlist/4/baseos/", &[("X-Forwarded-For", "185.15.59.224")]);
    assert_eq!(slash.body, reply.body);
    let head =
        request(service.address, "HEAD", "/mirrorlist/4/baseos", &[("X-Forwarded-For", "185.15.59.224")]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(&*reply.body.len().to_string()));
}

#[test]
fn arguments_are_obeyed() {
    let (service, _state) = serve(&[]);
    let list = |query: &str| get(service.address, &format!("/mirrorlist/4/appstream?{query}"), &[]);
    let secure = list("arch=aarch64&protocol=https&limit=3");
    assert_eq!(secure.lines().len(), 3);
    assert!(
        secure
            .lines()
            .iter()
            .all(|url| url.starts_with("https://") && url.ends_with("/AppStream/aarch64/os/"))
    );
    assert_eq!(list("limit=1000").lines().len(), 10);
    assert!(list("country=jp&countme=3&x=y").body.contains("mirror.example"));
    for nothing in ["country=XX", "country=AQ&protocol=http"] {
        let empty = list(nothing);
        assert_eq!((empty.status, empty.body.as_str()), (200, ""), "{nothing}");
    }
    let without = list("exclude=tokyo.mirror.example.org&country=JP");
    assert!(!without.body.contains("tokyo") && without.body.contains("osaka"));
    assert!(!list("exclude_country=JP,US&limit=10").body.contains("tokyo"));
}

#[test]
fn comments_say_why_and_change_no_mirror() {
    let (service, _state) = serve_behind_proxy();
    let ask = |query: &str| {
        get(service.address, &format!("/mirrorlist/4/baseos?{query}"), &[("X-Forwarded-For", "192.0.2.17")])
            .body
    };
    let list = ask("comments=1&limit=3");
    let (why, urls): (Vec<&str>, Vec<&str>) = list.lines().partition(|line| line.starts_with("# "));
    assert!(
        list.starts_with("# for 192.0.2.17, at an unknown place\n# of 4.2/BaseOS/$basearch/os/\n"),
        "{list}"
    );
    assert_eq!(why[2], "# subnet: names a network that 192.0.2.17 is in");
    assert!(why[3].starts_with("# 1 mirror.bank.example"), "{list}");
    assert!(why.iter().all(|line| line.len() < 200));
    // A slot may end between two questions, but not between four.
    let same = || ask("comments=1&limit=3").ends_with(&ask("limit=3"));
    assert!(same() || same(), "{list}");
    assert_eq!(urls.len(), 3);
    assert_eq!(ask("comments=0&limit=1").lines().count(), 1);
    assert!(ask("comments=1&country=XX").ends_with("# no mirror can serve this\n"));
}

#[test]
fn a_wrong_request_is_told_so_and_never_looks_like_a_mirror() {
    let (service, _state) = serve(&[]);
    let long = format!("/mirrorlist/4/{}", "a".repeat(9000));
    let absurd = format!("/mirrorlist/4/baseos?country={}", "DE,".repeat(200));
    for (status, path) in [
        (400, "/mirrorlist/4/baseos?protocol=rsync"),
        (400, "/mirrorlist/4/baseos?country=Germany"),
        (400, "/mirrorlist/4/baseos?limit=0"),
        (400, "/mirrorlist/4/baseos?limit=-5"),
        (400, absurd.as_str()),
        (400, "/mirrorlist/4/%ff"),
        (404, "/mirrorlist/4/nosuch"),
        (404, "/mirrorlist/80/baseos"),
        (404, "/mirrorlist/4.65536/baseos"),
        (404, "/mirrorlist/99999999999999999999.1/baseos"),
        (404, "/mirrorlist/4/baseos?arch=sparc"),
        (404, "/mirrorlist/4/%00"),
        (404, "/mirrorlist/4/http:%2f%2fevil.example%2f"),
        (404, "/mirrorlist/http:%2f%2fevil.example/baseos"),
        (404, "/mirrorlist/4/baseos?arch=http://evil.example/%0Ahttp://evil.example/"),
        (404, "/mirrorlist/../../etc/passwd"),
        (404, "/mirrorlist/4/%zz"),
        (404, "/mirrorlist/4"),
        (404, "//evil.example/"),
        (404, long.as_str()),
    ] {
        let reply = get(service.address, path, &[]);
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(reply.header("content-type"), Some("application/json"), "{path}");
        let mirror = |line: &&str| line.contains("://") || line.trim_start().starts_with('/');
        assert_eq!(reply.lines().iter().find(|line| mirror(line)), None, "{path}");
        assert!(
            reply.body.contains("\"status\":\"error\"") && reply.body.contains("\"timestamp\":"),
            "{path}"
        );
    }
    for path in ["/mirrorlist/4/baseos", "/readyz"] {
        let posted = request(service.address, "POST", path, &[]);
        assert_eq!((posted.status, posted.header("allow")), (405, Some("GET,HEAD")), "{path}");
    }
}

#[test]
fn what_is_no_http_harms_nobody() {
    let (service, _state) = serve(&[]);
    let endless = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(100_000));
    for rubbish in ["\0\0\0\0", "GET\r\n\r\n", "\x16\x03\x01\x02\x00", endless.as_str()] {
        let reply = exchange(service.address, rubbish.as_bytes());
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 4"), "{reply:?}");
    }
    assert_eq!(get(service.address, "/healthz", &[]).body, "ok\n");
}

#[test]
fn nobody_chooses_an_address_and_a_hundred_hops_are_walked() {
    let german = [("X-Forwarded-For", "5.9.0.1")];
    let (direct, _state) = serve(&[]);
    let sent = get(direct.address, "/mirrorlist/4/baseos", &german);
    assert_eq!(sent.body, get(direct.address, "/mirrorlist/4/baseos", &[]).body);

    let (proxied, _state) = serve_behind_proxy();
    let germany = get(proxied.address, "/mirrorlist/4/baseos", &german);
    let chain = format!("{}5.9.0.1{}", "203.0.113.1, ".repeat(50), ", 127.0.0.1".repeat(50));
    let hops = get(proxied.address, "/mirrorlist/4/baseos", &[("X-Forwarded-For", &chain)]);
    assert_eq!(hops.body, germany.body);
    assert_ne!(germany.body, sent.body);
}

#[test]
fn on_net_clients_get_their_own_mirror() {
    let (service, _state) = serve_behind_proxy();
    let first = |address: &str, arguments: &str| {
        let path = format!("/mirrorlist/4/baseos?{arguments}");
        get(service.address, &path, &[("X-Forwarded-For", address)])
    };
    // The private mirror of a network is the first in its answer, and is in no other answer.
    let bank = first("192.0.2.17", "");
    assert!(bank.lines()[0].contains("mirror.bank.example"), "{}", bank.body);
    assert_eq!(bank.lines().len(), 10);
    // A monopoly is the whole answer.
    let station = first("203.0.113.200", "");
    assert_eq!(station.lines().len(), 1, "{}", station.body);
    for stranger in ["5.9.0.1", "127.0.0.1", "8.8.8.8"] {
        let list = first(stranger, "limit=10").body;
        assert!(!list.contains("mirror.bank.example") && !list.contains("mirror.station.example"));
    }
}

#[test]
fn debug_objects_hide_what_is_private_from_strangers() {
    let (service, _state) = serve(&[("MANEKI_SERVER__ADMIN_TOKEN", "open-sesame")]);
    let all = |headers: &[(&str, &str)]| get(service.address, "/debug/json/all_mirrors", headers).body;
    let stranger = all(&[]);
    assert!(stranger.contains("\"amsterdam.mirror.example.net\":{"));
    assert!(stranger.contains("\"status\":\"ok\"") && stranger.contains("\"iso_url_next\""));
    let wrong = all(&[("Authorization", "Bearer open-sesam")]);
    for body in [&stranger, &wrong] {
        assert!(!body.contains("mirror.bank.example") && !body.contains('@'), "{body}");
    }
    assert!(all(&[("Authorization", "bearer open-sesame")]).contains("mirror.bank.example"));
    let known = all(&[("Authorization", "Bearer open-sesame")]);
    assert!(known.contains("mirror.bank.example") && known.contains('@'));

    let info = get(service.address, "/debug/json/ip_info", &[("X-Real-Ip", "185.15.59.224")]);
    assert!(info.body.contains("\"X-Real-Ip\":\"185.15.59.224\""), "{}", info.body);
    assert!(info.body.contains("\"continent\":\"Europe\",\"country\":\"NL\""), "{}", info.body);
}

#[test]
fn health_is_told() {
    let (service, _state) = serve(&[]);
    assert_eq!(get(service.address, "/healthz", &[]).status, 200);
    let ready = get(service.address, "/readyz", &[]);
    assert_eq!(ready.status, 200);
    assert!(ready.body.contains("\"rounds\":0") && ready.body.contains("\"problems\":[]"), "{}", ready.body);
}

#[test]
fn an_order_is_kept_for_a_slot_and_both_repositories() {
    let (service, _state) = serve_behind_proxy();
    let hosts = |repository: &str| -> Vec<String> {
        let path = format!("/mirrorlist/4/{repository}");
        let reply = get(service.address, &path, &[("X-Forwarded-For", "8.8.8.8")]);
        reply.lines().iter().map(|url| url.split('/').nth(2).unwrap().to_owned()).collect()
    };
    // A slot may end between the two questions, but not between four.
    let same = || hosts("baseos") == hosts("appstream");
    assert!(same() || same());
}

#[test]
fn an_answer_that_was_given_can_be_repeated() {
    let (service, state) = serve_behind_proxy();
    let sent = [("X-Forwarded-For", "8.8.8.8")];
    let answered = || {
        let reply = get(service.address, "/mirrorlist/4/baseos", &sent);
        // The time of the answer is within a second of the one in its head.
        let at = jiff::fmt::rfc2822::parse(reply.header("date").unwrap()).unwrap().timestamp();
        let repeated = std::process::Command::new(env!("CARGO_BIN_EXE_maneki"))
            .args([
                "mirror",
                "select",
                example_registry().to_str().unwrap(),
                "--ip",
                "8.8.8.8",
                "--version",
                "4",
            ])
            .args(["--repo", "baseos", "--format", "json", "--at", &at.to_string()])
            .arg("--state")
            .arg(state.path())
            .output();
        let repeated: serde_json::Value = serde_json::from_slice(&repeated.unwrap().stdout).unwrap();
        let urls =
            repeated["mirrors"].as_array().unwrap().iter().map(|mirror| mirror["url"].as_str().unwrap());
        reply.body == urls.collect::<Vec<_>>().join("\n")
    };
    // A slot may begin within that second, but not within two in a row.
    assert!(answered() || answered());
}

#[test]
fn access_lines_hold_cut_addresses_and_a_signal_ends_the_service_in_order() {
    let (mut service, _state) = serve_behind_proxy();
    let sent = [("X-Forwarded-For", "185.15.59.224")];
    assert_eq!(get(service.address, "/mirrorlist/4/baseos?countme=1", &sent).status, 200);
    let line = service.wait_for_line("/mirrorlist/4/baseos");
    assert!(
        line.contains("access") && line.contains("client=185.15.59.0") && line.contains("status=200"),
        "{line}"
    );
    service.signal("TERM");
    assert_eq!(service.wait().code(), Some(0));
}
