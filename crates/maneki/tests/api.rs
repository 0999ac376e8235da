//! The JSON API of a running service, and its manners.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the registry that is served")]

mod network;

use std::fs;
use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use maneki_testkit::http::{exchange, get, request};
use maneki_testkit::{Files, Program, example_registry, until};
use network::{Network, REPOSITORY, mirror, url};
use serde_json::Value;
use tempfile::tempdir;

const BINARY: &str = env!("CARGO_BIN_EXE_maneki");

/// A tree with a repository of a revision, which is only what its repomd.xml says.
fn tree(revision: u32) -> Files {
    let repomd = format!(
        "<?xml version=\"1.0\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"><revision>{revision}\
         </revision><data type=\"primary\"><checksum type=\"sha256\">00</checksum><timestamp>{revision}\
         </timestamp><location href=\"repodata/primary.xml.gz\"/><size>7</size></data></repomd>\n"
    );
    let now = Timestamp::now().as_second().to_string();
    Files::new([
        ("TIME", now.into_bytes()),
        (&*format!("{REPOSITORY}/repodata/repomd.xml"), repomd.into_bytes()),
        (&*format!("{REPOSITORY}/repodata/primary.xml.gz"), b"primary".to_vec()),
    ])
}

#[test]
fn what_the_linter_says_of_a_file_is_there_for_programs_and_on_the_page_of_the_mirror() {
    let folder = tempdir().unwrap();
    let mirrors = folder.path().join("mirrors.d");
    fs::create_dir(&mirrors).unwrap();
    fs::copy(example_registry().join("config.yml"), folder.path().join("config.yml")).unwrap();
    let file = "name: mirror.example.org\naddress: {http: 'http://mirror.example.org/tanuki/'}\n\
                update_frequency: 1h\nsponsor: Example\nsponsor_url: https://example.org/\nemail: postbox\n";
    fs::write(mirrors.join("mirror.example.org.yml"), file).unwrap();
    let state = tempdir().unwrap();
    let service = Program::serve(BINARY, folder.path(), state.path(), &["--no-check"], &[]);
    // Lists do not wait for the linter.
    let found = until("what the linter says", || {
        let told = json(&service, "/api/v1/diagnostics");
        let all = told["diagnostics"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["code"] == "email-invalid")
    });
    assert_eq!((&found["severity"], &found["line"]), (&Value::from("warning"), &Value::from(6)));
    let page = get(service.address, "/mirrors/mirror.example.org", &[("Accept", "text/html")]).body;
    assert!(page.contains("email-invalid"), "{page}");
    // The address itself is shown to the operator only.
    assert!(!page.contains("postbox") && !found.to_string().contains("postbox"), "{found}");
}

/// The example registry, with a service that sends no requests.
fn example(state: &Path, variables: &[(&str, &str)]) -> Program {
    Program::serve(BINARY, &example_registry(), state, &["--no-check"], variables)
}

fn json(service: &Program, path: &str) -> Value {
    let reply = get(service.address, path, &[]);
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

#[test]
fn the_service_and_the_command_line_explain_with_the_same_words_and_repeat_an_answer() {
    let state = tempdir().unwrap();
    let service = example(state.path(), &[]);
    let at = "2026-11-23T07:15:00Z";
    let explain = format!("/api/v1/explain?version=4&repository=baseos&ip=133.11.0.1&at={at}");
    let told = json(&service, &explain);
    let output = Command::new(BINARY)
        .args(["mirror", "select", "--ip", "133.11.0.1", "--version", "4", "--repo", "baseos", "--at", at])
        .args(["--format", "json", "--state"])
        .arg(state.path())
        .arg(example_registry())
        .output()
        .unwrap();
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    for field in ["at", "slot", "client", "target", "made_of", "mirrors", "rungs", "monopoly"] {
        assert_eq!(told[field], printed[field], "{field}");
    }
    // The command line has the registry, so it shows private mirrors.
    let names = |value: &Value| -> Vec<String> {
        value["excluded"].as_array().unwrap().iter().map(|one| one["name"].to_string()).collect()
    };
    assert!(names(&printed).len() > names(&told).len());
    assert!(names(&told).iter().all(|name| names(&printed).contains(name)));
    assert_eq!(json(&service, &explain), told);
    let another_slot = json(&service, &explain.replace("07:15", "07:45"));
    assert_ne!(another_slot["slot"], told["slot"]);

    // The explanation matches the list, and the comments of the list contain the same reasons.
    let mine = json(&service, "/api/v1/explain?version=4&repository=baseos");
    let list = get(service.address, "/mirrorlist/4/baseos?comments=1", &[]).body;
    if json(&service, "/api/v1/explain?version=4&repository=baseos")["slot"] == mine["slot"] {
        let urls = mine["mirrors"].as_array().unwrap().iter().map(|one| one["url"].as_str().unwrap());
        let handed_out = list.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(urls.collect::<Vec<_>>(), handed_out.collect::<Vec<_>>());
    }
    for rung in mine["rungs"].as_array().unwrap() {
        let words = format!("# {}: {}", rung["rung"].as_str().unwrap(), rung["meaning"].as_str().unwrap());
        assert!(list.lines().any(|line| line == words), "{words}\n{list}");
    }
}

#[test]
fn private_mirrors_are_for_the_token_and_for_those_whom_they_are_for() {
    let state = tempdir().unwrap();
    let variables = [
        ("MANEKI_SERVER__ADMIN_TOKEN", "long-enough-for-a-token-0123456789"),
        ("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.0/8"),
    ];
    let service = example(state.path(), &variables);
    let token = [("Authorization", "Bearer long-enough-for-a-token-0123456789")];
    // A private mirror with a monopoly for this address.
    let (client, private) = ("203.0.113.200", "mirror.station.example");
    let explain = format!("/api/v1/explain?version=4&repository=baseos&ip={client}");
    let public = get(service.address, &explain, &[]).body;
    assert!(!public.contains(private) && public.contains("\"without_private\":true"), "{public}");
    let administrator = get(service.address, &explain, &token).body;
    assert!(administrator.contains(private), "{administrator}");
    let own = [("X-Forwarded-For", client)];
    let own = get(service.address, "/api/v1/explain?version=4&repository=baseos", &own).body;
    assert!(own.contains(private) && !own.contains("mirror.bank.example"), "{own}");

    for path in ["", "/history", "/lags"] {
        let path = format!("/api/v1/mirrors/{private}{path}");
        assert_eq!(get(service.address, &path, &[]).status, 404, "{path}");
        assert_eq!(get(service.address, &path, &token).status, 200, "{path}");
    }
    let all = get(service.address, "/api/v1/mirrors?limit=500", &[]).body;
    assert!(!all.contains(private) && !all.contains('@'), "{all}");
    let all = get(service.address, "/api/v1/mirrors?limit=500", &token);
    assert!(all.body.contains(private));
    assert_eq!(all.header("cache-control"), Some("private, no-cache"));
    let one = "/api/v1/mirrors/tokyo.mirror.example.org";
    assert!(get(service.address, one, &[]).body.contains("\"email\":null"));
    assert!(get(service.address, one, &token).body.contains('@'));
}

#[test]
fn documents_have_the_manners_of_http() {
    let state = tempdir().unwrap();
    let service = example(state.path(), &[]);
    let ask = |path: &str, headers: &[(&str, &str)]| get(service.address, path, headers);
    for path in ["/api/v1/mirrors", "/api/v1/snapshot", "/api/v1/diagnostics/", "/api/v1/openapi.json"] {
        let whole = ask(path, &[]);
        assert_eq!((whole.status, whole.header("content-type")), (200, Some("application/json")), "{path}");
        assert_eq!(whole.header("content-length"), Some(&*whole.body.len().to_string()));
        assert_eq!(whole.header("access-control-allow-origin"), Some("*"));
        assert_eq!(whole.header("cache-control"), Some("no-cache"));
        let tag = whole.header("etag").unwrap();
        let again = ask(path, &[("If-None-Match", tag)]);
        assert_eq!((again.status, &*again.body, again.header("etag")), (304, "", Some(tag)), "{path}");
        let head = request(service.address, "HEAD", path, &[]);
        assert_eq!((head.status, &*head.body), (200, ""));
        assert_eq!(head.header("content-length"), whole.header("content-length"));
    }
    let text =
        "GET /api/v1/mirrors HTTP/1.1\r\nHost: test\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n";
    let packed = exchange(service.address, text.as_bytes());
    assert!(packed.contains("content-encoding: gzip\r\n"), "{packed}");
    let list = ask("/mirrorlist/4/baseos", &[("Accept-Encoding", "gzip")]);
    assert_eq!((list.status, list.header("content-encoding")), (200, None));

    // Answers that depend on the client must not be cached.
    let explained = ask("/api/v1/explain?version=4&repository=baseos", &[]);
    assert_eq!(explained.header("cache-control"), Some("no-store"));
    for (status, path) in [
        (400, "/api/v1/mirrors?sort=size"),
        (400, "/api/v1/explain"),
        (400, "/api/v1/explain?version=4&repository=baseos&ip=nobody"),
        (400, "/api/v1/explain?version=4&repository=baseos&at=yesterday"),
        (404, "/api/v1/explain?version=80&repository=baseos"),
        (404, "/api/v1/mirrors/nobody.example"),
        (404, "/api/v2/mirrors"),
        (404, "/api/v1/nothing"),
    ] {
        let reply = ask(path, &[]);
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (status, Some("application/problem+json")),
            "{path}"
        );
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{path}");
        let problem: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(problem["status"], status, "{path}");
    }
    let asked = [("Origin", "https://example.org"), ("Access-Control-Request-Method", "GET")];
    let preflight = request(service.address, "OPTIONS", "/api/v1/mirrors", &asked);
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, Some("*")));
    assert!(preflight.header("access-control-allow-headers").unwrap().contains("Authorization"));
    let posted = request(service.address, "POST", "/api/v1/mirrors", &[]);
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET,HEAD,OPTIONS")));
    for path in ["/api/v1/mirrors", "/mirrorlist/4/baseos"] {
        let text = format!("GET {path} HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nbody");
        let reply = exchange(service.address, text.as_bytes());
        assert!(reply.starts_with("HTTP/1.1 413 ") && reply.contains("connection: close"), "{reply}");
    }
    // Without checks there is no history, and the answer says so.
    assert_eq!(json(&service, "/api/v1/propagation")["known"], false);
    assert_eq!(json(&service, "/api/v1/mirrors/tokyo.mirror.example.org/history")["known"], false);
}

#[test]
fn the_past_tells_how_a_publication_reached_the_mirrors() {
    let [reference, quick, slow] = [tree(20), tree(20), tree(20)];
    let servers = [&reference, &quick, &slow].map(mirror);
    let mirrors = [("quick.example", url(&servers[1])), ("slow.example", url(&servers[2]))];
    let often = [("MANEKI_MIRROR__CHECK__INTERVAL", "1s")];
    let network = Network::start(&url(&servers[0]), &mirrors, &often);
    network.wait_for_a_round();
    let state = |name: &str| {
        let mirror = json(&network.service, &format!("/api/v1/mirrors/{name}"));
        let repositories = mirror["trees"][0]["repositories"].as_array().unwrap().clone();
        repositories.iter().find(|one| one["repository"] == "baseos").unwrap()["state"].clone()
    };
    until("both to be current", || {
        (state("quick.example") == "current" && state("slow.example") == "current").then_some(())
    });
    let history = |name: &str| json(&network.service, &format!("/api/v1/mirrors/{name}/history"));
    until("a history", || (!history("slow.example")["changes"].as_array().unwrap().is_empty()).then_some(()));

    reference.become_like(&tree(30));
    quick.become_like(&reference);
    let path = "/api/v1/propagation?version=4.2&repository=baseos&arch=x86_64&limit=1";
    let found = until("one that has it and one that has not", || {
        let told = json(&network.service, path)["publications"][0].clone();
        (told["arrived"] == 1 && told["mirrors"] == 2).then_some(told)
    });
    assert_eq!(found["revision"], 30);
    assert_eq!(found["missing"], serde_json::json!(["slow.example"]));
    assert_eq!(found["quickest"][0]["mirror"], "quick.example");
    assert_eq!(found["curve"][0]["share"], 0.5);
    assert_eq!(found["p90_seconds"], Value::Null);

    let turned = until("the turn in the history", || {
        let history = history("slow.example");
        let mut changes = history["changes"].as_array().unwrap().iter();
        changes.find(|one| one["from"] == "current" && one["to"] == "previous").cloned()
    });
    assert_eq!(turned["repositories"][0]["repository"], "baseos");
    let first = json(&network.service, "/api/v1/mirrors/slow.example/history?limit=1");
    let next = first["next"].as_i64().unwrap();
    let second =
        json(&network.service, &format!("/api/v1/mirrors/slow.example/history?limit=1&before={next}"));
    assert!(second["changes"][0]["number"].as_i64().unwrap() < next);
    let lags = json(&network.service, "/api/v1/mirrors/quick.example/lags");
    assert!(lags["known"] == true && lags["uptime"]["known_seconds"].as_u64() > Some(0), "{lags}");
}

/// Where `cargo dev test` puts schemathesis.
const SCHEMATHESIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/schemathesis/bin/schemathesis");

/// What it asks for, so that it gets more than refusals.
const PLACES: &str = r#"
[[operations]]
include-path = "/api/v1/explain"
parameters = { version = "4", repository = "baseos" }

[[operations]]
include-path-regex = "/api/v1/mirrors/.*"
parameters = { name = "one.example" }
"#;

#[test]
fn answers_are_what_the_openapi_document_says() {
    if !Path::new(SCHEMATHESIS).exists() {
        assert!(std::env::var_os("CI").is_none(), "schemathesis is needed: `cargo dev test` brings it");
        println!("skipped: schemathesis is needed, `cargo dev test` brings it");
        return;
    }
    let trees = [tree(20), tree(20)];
    let servers = trees.each_ref().map(mirror);
    let network = Network::start(&url(&servers[0]), &[("one.example", url(&servers[1]))], &[]);
    network.wait_for_a_round();
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("schemathesis.toml"), PLACES).unwrap();
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,\
                  response_headers_conformance,response_schema_conformance";
    let output = Command::new(SCHEMATHESIS)
        .args(["run", &format!("http://{}/api/v1/openapi.json", network.service.address)])
        .args(["--checks", checks, "--generation-deterministic", "--max-examples", "10"])
        .args([
            "--workers",
            "1",
            "--phases",
            "coverage,fuzzing",
            "--max-time",
            "45",
            "--request-timeout",
            "30",
            "--no-color",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("passed"), "{told}");
}
