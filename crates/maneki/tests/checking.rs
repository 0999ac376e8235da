//! `maneki mirror check` and `maneki serve` against a farm of mirrors that behave in every way that mirrors do.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests read and write the files that they name")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use maneki_testkit::http::{Reply, get};
use maneki_testkit::{Farm, Program, example_registry, until_slow};
use serde_json::Value;
use tempfile::tempdir;

/// Runs `maneki mirror check` with the settings that a farm needs.
fn check(registry: &Path, reference: Option<&str>, arguments: &[&str]) -> (i32, String, String) {
    let home = tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_maneki"));
    command
        .args(["mirror", "check"])
        .arg(registry)
        .args(arguments)
        .current_dir(home.path())
        .env("HOME", home.path());
    command
        .env("MANEKI_OUTBOUND__ALLOW_PRIVATE_ADDRESSES", "true")
        .env("MANEKI_MIRROR__CHECK__MIRROR_TIMEOUT", "15s");
    let authorities = registry.join("certs/ca.crt");
    if authorities.exists() {
        command.env("MANEKI_OUTBOUND__CA_FILE", authorities);
    }
    if let Some(reference) = reference {
        command.env("MANEKI_MIRROR__CHECK__REFERENCE", reference);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The base URL of the first mirror of a farm that behaves in a way.
fn base(farm: &Path, behaviour: &str) -> String {
    let plan = json(&farm.join("farm.json"));
    let mirrors = plan["mirrors"].as_array().unwrap();
    let mirror = mirrors.iter().find(|mirror| mirror["behaviour"] == behaviour).unwrap();
    let text = |key: &str| mirror[key].as_str().unwrap().to_owned();
    format!("http://{}:{}{}", text("ip"), mirror["http_port"], text("prefix"))
}

#[test]
fn every_kind_of_mirror_gets_the_verdict_that_it_deserves() {
    let folder = tempdir().unwrap();
    let Some(farm) = Farm::start(folder.path(), &["--count", "60", "--mix", "zoo"]) else { return };
    let reference = base(&farm.folder, "fresh");
    let (code, text, errors) = check(&farm.folder, Some(&reference), &["--format", "json"]);
    assert_eq!(code, 1, "{errors}");
    let found: Value = serde_json::from_str(&text).unwrap();
    let found: BTreeMap<&str, &Value> = found["mirrors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mirror| (mirror["name"].as_str().unwrap(), mirror))
        .collect();
    let mut wrong = Vec::new();
    let expected = json(&farm.folder.join("expected.json"));
    for (name, expected) in expected.as_object().unwrap() {
        let behaviour = expected["behaviour"].as_str().unwrap();
        let verdict = match expected["content_checking"].as_str().unwrap() {
            // It depends on how patient one is.
            "ok?" => continue,
            // Without one of its repositories it serves the others.
            _ if behaviour == "repo404" => "partial",
            verdict => verdict,
        };
        let mirror = found[name.as_str()];
        if mirror["verdict"] != verdict {
            wrong.push(format!("{behaviour} should be {verdict}: {mirror:#}"));
        }
        let failing = mirror["verdict"] != "ok";
        assert_eq!(mirror["url"].is_string(), failing, "{behaviour}: {mirror:#}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found.len(), 60);

    let stats: Value = serde_json::from_str(&farm.stats()).unwrap();
    for (name, mirror) in stats.as_object().unwrap() {
        assert!(mirror["most_inflight"].as_u64().unwrap() <= 2, "{name}: {mirror:#}");
        // Two for each port.
        let ports = if mirror["behaviour"] == "both" { 2 } else { 1 };
        assert!(mirror["most_open"].as_u64().unwrap() <= 2 * ports, "{name}: {mirror:#}");
        for (agent, _) in mirror["agents"].as_object().unwrap() {
            assert!(agent.starts_with("Maneki/") && agent.contains("(+https://"), "{agent}");
        }
    }
}

/// The answers of a service over a farm.
struct Answers {
    service: Program,
    repositories: Vec<String>,
}

impl Answers {
    fn of(farm: &Path, reference: &str) -> Self {
        let authorities = farm.join("certs/ca.crt");
        let variables = [
            ("MANEKI_OUTBOUND__ALLOW_PRIVATE_ADDRESSES", "true"),
            ("MANEKI_OUTBOUND__CA_FILE", authorities.to_str().unwrap()),
            ("MANEKI_MIRROR__CHECK__REFERENCE", reference),
            ("MANEKI_MIRROR__CHECK__MIRROR_TIMEOUT", "15s"),
            ("MANEKI_MIRROR__CHECK__INTERVAL", "5s"),
            ("MANEKI_MIRROR__LIST_LENGTH", "100"),
        ];
        let state = farm.join("state");
        fs::create_dir(&state).unwrap();
        let service = Program::serve::<&str>(env!("CARGO_BIN_EXE_maneki"), farm, &state, &[], &variables);
        let config = fs::read_to_string(farm.join("config.yml")).unwrap();
        let repositories =
            config.lines().filter_map(|line| line.strip_prefix("  - name: ")).map(str::to_owned);
        Self { service, repositories: repositories.collect() }
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&get(self.service.address, path, &[]).body).unwrap()
    }

    /// The state of each mirror on the debug page, with the beginnings of its URLs.
    fn mirrors(&self) -> BTreeMap<String, (String, Vec<String>)> {
        let all = self.json("/debug/json/all_mirrors");
        let urls = |mirror: &Value| -> Vec<String> {
            let urls = mirror["urls"].as_object().unwrap().values();
            urls.map(|url| format!("{}/", url.as_str().unwrap().trim_end_matches('/'))).collect()
        };
        let row = |(name, mirror): (&String, &Value)| {
            (name.clone(), (mirror["status"].as_str().unwrap().to_owned(), urls(mirror)))
        };
        all["result"].as_object().unwrap().iter().map(row).collect()
    }

    /// Every list that there is, without those of the vault.
    fn lists(&self) -> Vec<Vec<String>> {
        let versions = ["8", "9"].into_iter();
        let asked = versions.flat_map(|version| self.repositories.iter().map(move |name| (version, name)));
        let replies = asked
            .map(|(version, name)| get(self.service.address, &format!("/mirrorlist/{version}/{name}"), &[]));
        let is_list = |reply: &Reply| reply.status == 200 && !reply.body.starts_with("http://vault.");
        let lists = replies.filter(is_list);
        lists.map(|reply| reply.lines().into_iter().map(str::to_owned).collect()).collect()
    }

    /// Whether any list has one of these URLs.
    fn have(&self, urls: &[String]) -> bool {
        let is_one = |line: &String| urls.iter().any(|url| line.starts_with(url));
        self.lists().iter().flatten().any(is_one)
    }
}

#[test]
fn a_service_says_of_every_kind_of_mirror_what_it_deserves_and_hands_out_no_bad_one() {
    let folder = tempdir().unwrap();
    let Some(farm) = Farm::start(folder.path(), &["--count", "60", "--mix", "zoo"]) else { return };
    let answers = Answers::of(&farm.folder, &base(&farm.folder, "fresh"));
    until_slow("a whole round", || (answers.json("/readyz")["rounds"] != 0).then_some(()));

    let mirrors = answers.mirrors();
    let expected = json(&farm.folder.join("expected.json"));
    let mut wrong = Vec::new();
    let mut bad = Vec::new();
    for (name, expected) in expected.as_object().unwrap() {
        let (status, urls) = &mirrors[name];
        let verdict = match status.as_str() {
            "ok" | "expired" => status,
            _ => "unavailable",
        };
        let behaviour = expected["behaviour"].as_str().unwrap();
        match expected["content_checking"].as_str().unwrap() {
            "ok?" => {}
            // Without one of its repositories it serves the others.
            _ if behaviour == "repo404" && verdict == "ok" => {}
            right if right == verdict => bad.extend((verdict != "ok").then_some(urls).into_iter().flatten()),
            right => wrong.push(format!("{behaviour} should be {right}: {status}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let lists = answers.lists();
    assert!(lists.len() >= answers.repositories.len() && !bad.is_empty());
    for list in &lists {
        let given = list.iter().find(|line| bad.iter().any(|url| line.starts_with(url.as_str())));
        assert!(given.is_none() && list.len() > 5, "{given:?} of {}", list.len());
    }

    let changing = expected.as_object().unwrap().iter().find(|(_, one)| one["behaviour"] == "no-iso");
    let (name, _) = changing.unwrap();
    let (_, urls) = &mirrors[name];
    assert!(answers.have(urls));
    farm.set(name, "http503");
    until_slow("the mirror to go", || (!answers.have(urls)).then_some(()));
    // The first look after it may have been a sample; the next one sees all of it.
    until_slow("the reason", || answers.mirrors()[name].0.contains("503").then_some(()));
    farm.set(name, "fresh");
    until_slow("the mirror to come back", || answers.have(urls).then_some(()));
}

#[test]
fn a_candidate_is_shown_step_by_step() {
    let folder = tempdir().unwrap();
    let arguments = ["--each", "fresh,http503,stale:72h", "--profile", "tiny"];
    let Some(farm) = Farm::start(folder.path(), &arguments) else { return };
    let (code, text, errors) = check(&farm.folder, None, &["--url", &base(&farm.folder, "fresh")]);
    assert_eq!(code, 0, "{text}{errors}");
    assert_eq!(
        text.matches("\nok    http://").count() + usize::from(text.starts_with("ok    ")),
        3,
        "{text}"
    );
    assert!(text.ends_with("1 mirror: 1 ok, 0 partial, 0 expired, 0 unavailable\n"), "{text}");

    let broken = base(&farm.folder, "http503");
    let (code, text, _) = check(&farm.folder, None, &["--url", &broken]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("      curl --globoff --max-time 15 --include --ipv4 "), "{text}");
    assert!(text.contains("status 503"), "{text}");

    // A registry as well, and its mirrors by name.
    let (code, text, _) = check(&farm.folder, None, &["m0001.farm.test"]);
    assert_eq!(code, 0, "{text}");
    let (code, text, _) = check(&farm.folder, None, &[]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("expired, 1 mirror\n  m0003.farm.test        2/2  TIME is 72 h old\n"), "{text}");
}

#[test]
fn who_is_not_there_cannot_be_checked() {
    let (code, _, errors) = check(&example_registry(), None, &["nobody.example.org"]);
    assert_eq!(code, 2);
    assert!(errors.contains("the registry has no mirror `nobody.example.org`"), "{errors}");
    let (code, _, errors) = check(&example_registry(), None, &["--url", "ftp://mirror.example.org/"]);
    assert_eq!(code, 2);
    assert!(errors.contains("only http and https can be checked"), "{errors}");
}

#[test]
fn who_is_left_out_for_an_error_is_told_and_is_not_ok() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("mirrors.d")).unwrap();
    let config = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\nversions: ['9']\n\
        duplicated_versions: {}\nvault_versions: ['8.3']\nvault_mirror: http://vault.example/\n\
        required_protocols: [http]\narches: {'9': [x86_64]}\nrepos:\n  \
        - {name: baseos, path: BaseOS/$basearch/os/}\n";
    fs::write(folder.path().join("config.yml"), config).unwrap();
    let mirror = "name: mirror.example.org\naddress: {http: 'http://127.0.0.1:9/'}\nupdate_frequency: 1h\n\
        sponsor: Example\nsponsor_url: https://example.org/\n";
    fs::write(folder.path().join("mirrors.d/mirror.example.org.yml"), mirror).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_maneki"))
        .args(["mirror", "check"])
        .arg(folder.path())
        .current_dir(folder.path())
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("mirror.example.org.yml:2:"), "{errors}");
    assert!(
        errors.ends_with(
            "1 error in the registry leaves out its entry; run `maneki mirror lint` for details\n"
        ),
        "{errors}"
    );
}

#[test]
fn a_candidate_needs_a_registry_that_says_what_it_must_have() {
    let folder = tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_maneki"))
        .args(["mirror", "check", "--url", "http://mirror.example.org/"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("maneki mirror check REGISTRY --url URL"), "{errors}");
}

#[test]
fn a_reference_that_cannot_be_read_is_a_failure_of_the_outside_world() {
    let (code, _, errors) = check(&example_registry(), Some("/nowhere/at/all"), &[]);
    assert_eq!(code, 3, "{errors}");
    assert!(errors.contains("cannot read the reference tree /nowhere/at/all"), "{errors}");
}

#[test]
fn settings_that_nobody_can_ask_with_are_told_before_anything_else() {
    let folder = tempdir().unwrap();
    let authorities = folder.path().join("authorities.pem");
    for command in [&["mirror", "check"][..], &["serve"]] {
        let run = |key: &str, value: &str| {
            let output = Command::new(env!("CARGO_BIN_EXE_maneki"))
                .args(command)
                .arg(example_registry())
                .current_dir(folder.path())
                .env("HOME", folder.path())
                .env(key, value)
                .output()
                .unwrap();
            (output.status.code(), String::from_utf8(output.stderr).unwrap())
        };
        let (code, errors) = run("MANEKI_OUTBOUND__CA_FILE", authorities.to_str().unwrap());
        assert_eq!(code, Some(3), "{errors}");
        assert!(errors.contains("authorities.pem: cannot read certificate authorities"), "{errors}");
        let (code, errors) = run("MANEKI_MIRROR__CHECK__REFERENCE", "http://user@reference.example.org/");
        assert_eq!(code, Some(2), "{errors}");
        assert!(errors.contains("cannot be probed"), "{errors}");
    }
}
