//! Changes under a running service: good ones are taken, bad ones change nothing and say why.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests change the files that the service reads")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use maneki_testkit::http::get;
use maneki_testkit::{Program, example_registry, until, until_slow};
use tempfile::{TempDir, tempdir};

/// A service over a copy of the example, which may be changed.
struct Town {
    service: Program,
    folder: TempDir,
}

impl Town {
    fn new(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempdir().unwrap();
        copy(&example_registry(), &folder.path().join("registry"));
        let (registry, state) = (folder.path().join("registry"), folder.path());
        let service = Program::serve(env!("CARGO_BIN_EXE_maneki"), &registry, state, arguments, variables);
        Self { service, folder }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join("registry").join(path)
    }

    fn of_japan(&self) -> String {
        get(self.service.address, "/mirrorlist/4/baseos?country=JP", &[]).body
    }

    fn ready(&self) -> String {
        get(self.service.address, "/readyz", &[]).body
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_changed_file_is_taken_over() {
    let town = Town::new(&["--no-check"], &[]);
    assert!(town.of_japan().contains("tokyo.mirror.example.org/"));
    fs::remove_file(town.file("mirrors.d/tokyo.mirror.example.org.yml")).unwrap();
    until("the mirror to go", || (!town.of_japan().contains("tokyo.mirror")).then_some(()));
    assert!(town.ready().contains("\"mirrors\":45"));
}

#[test]
fn one_bad_file_costs_itself_alone() {
    let mut town = Town::new(&["--no-check"], &[]);
    fs::write(town.file("mirrors.d/tokyo.mirror.example.org.yml"), "name: [broken").unwrap();
    let line = town.service.wait_for_line("yaml-syntax");
    assert!(line.contains("tokyo.mirror.example.org.yml:1:"), "{line}");
    until("the mirror to go", || (!town.of_japan().contains("tokyo.mirror")).then_some(()));
    assert!(town.of_japan().contains("osaka.mirror"));
}

#[test]
fn a_broken_config_changes_nothing_and_says_why() {
    let town = Town::new(&["--no-check"], &[]);
    let before = town.of_japan();
    let config = fs::read_to_string(town.file("config.yml")).unwrap();
    fs::write(town.file("config.yml"), "config_version: 3\nversions: [").unwrap();
    let ready = until("a complaint", || Some(town.ready()).filter(|text| text.contains("yaml-syntax")));
    assert!(ready.contains("config.yml:"), "{ready}");
    assert!(!ready.contains(town.folder.path().to_str().unwrap()), "{ready}");
    assert_eq!(town.of_japan().lines().count(), before.lines().count());
    fs::write(town.file("config.yml"), config).unwrap();
    until("the complaint to end", || town.ready().contains("\"problems\":[]").then_some(()));
}

#[test]
fn a_folder_that_vanished_changes_nothing() {
    let town = Town::new(&["--no-check"], &[]);
    fs::rename(town.file("mirrors.d"), town.folder.path().join("elsewhere")).unwrap();
    until("a complaint", || town.ready().contains("no such folder").then_some(()));
    assert!(town.of_japan().contains("tokyo.mirror"));
}

#[test]
fn a_great_loss_waits_for_the_operator() {
    let mut town = Town::new(&["--no-check"], &[]);
    for entry in fs::read_dir(town.file("mirrors.d")).unwrap().map(Result::unwrap).take(20) {
        fs::remove_file(entry.path()).unwrap();
    }
    town.service.wait_for_line("of 46 mirrors");
    assert!(town.ready().contains("\"mirrors\":46"));
    town.service.signal("HUP");
    until("the loss to be taken", || (!town.ready().contains("\"mirrors\":46")).then_some(()));
    assert!(town.ready().contains("\"problems\":[]"));
}

#[test]
fn a_great_loss_is_believed_when_it_lasts_a_minute() {
    let town = Town::new(&["--no-check"], &[]);
    for entry in fs::read_dir(town.file("mirrors.d")).unwrap().map(Result::unwrap).take(20) {
        fs::remove_file(entry.path()).unwrap();
    }
    until("a report of the loss", || town.ready().contains("of 46 mirrors").then_some(()));
    // Whatever else happens in the folder does not put it off.
    fs::write(town.file("README.txt"), "unrelated").unwrap();
    until_slow("the loss to be taken", || (!town.ready().contains("\"mirrors\":46")).then_some(()));
}

#[test]
fn a_repository_that_a_typing_error_would_cost_is_kept() {
    let town = Town::new(&["--no-check"], &[]);
    let config = fs::read_to_string(town.file("config.yml")).unwrap();
    fs::write(town.file("config.yml"), config.replace("path: BaseOS/$basearch/os/", "path: /BaseOS/../os/"))
        .unwrap();
    let ready = until("a complaint", || Some(town.ready()).filter(|text| text.contains("path-invalid")));
    assert!(ready.contains("the last good registry stays in service"), "{ready}");
    assert_eq!(get(town.service.address, "/mirrorlist/4/baseos", &[]).status, 200);
}

#[test]
fn a_hangup_counts_even_while_the_registry_is_broken() {
    let folder = tempdir().unwrap();
    copy(&example_registry(), &folder.path().join("registry"));
    let file = folder.path().join("my.toml");
    fs::write(&file, "").unwrap();
    let service = Program::serve(
        env!("CARGO_BIN_EXE_maneki"),
        &folder.path().join("registry"),
        folder.path(),
        &["--no-check", "--config", file.to_str().unwrap()],
        &[],
    );
    fs::write(folder.path().join("registry/config.yml"), ": : :").unwrap();
    fs::write(&file, "[mirror]\nlist_length = 3\n").unwrap();
    service.signal("HUP");
    let length = || get(service.address, "/mirrorlist/4/baseos", &[]).lines().len();
    until("three mirrors", || (length() == 3).then_some(()));
}

#[test]
fn a_folder_that_was_put_in_the_place_of_another_is_watched() {
    let town = Town::new(&["--no-check"], &[]);
    let root = town.folder.path();
    copy(&example_registry(), &root.join("next"));
    fs::remove_file(root.join("next/mirrors.d/tokyo.mirror.example.org.yml")).unwrap();
    fs::rename(root.join("registry"), root.join("old")).unwrap();
    fs::rename(root.join("next"), root.join("registry")).unwrap();
    until("the mirror to go", || (!town.of_japan().contains("tokyo.mirror")).then_some(()));
    fs::remove_file(town.file("mirrors.d/osaka.mirror.example.net.yml")).unwrap();
    until("the other to go", || (!town.of_japan().contains("osaka.mirror")).then_some(()));
}

#[test]
fn a_registry_that_was_away_is_followed_again_at_once() {
    let town = Town::new(&["--no-check"], &[]);
    let away = town.folder.path().join("away");
    fs::rename(town.file(""), &away).unwrap();
    until("a complaint", || town.ready().contains("no such folder").then_some(()));
    fs::remove_file(away.join("mirrors.d/tokyo.mirror.example.org.yml")).unwrap();
    fs::rename(&away, town.file("")).unwrap();
    until("the mirror to go", || (!town.of_japan().contains("tokyo.mirror")).then_some(()));
    fs::remove_file(town.file("mirrors.d/osaka.mirror.example.net.yml")).unwrap();
    until("the next one to go", || (!town.of_japan().contains("osaka.mirror")).then_some(()));
}

#[test]
fn a_link_that_is_led_to_another_registry_is_followed() {
    let folder = tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    copy(&example_registry(), &old);
    copy(&example_registry(), &new);
    fs::remove_file(new.join("mirrors.d/tokyo.mirror.example.org.yml")).unwrap();
    let (link, next) = (folder.path().join("registry"), folder.path().join("next"));
    symlink(&old, &link).unwrap();
    let service = Program::serve(env!("CARGO_BIN_EXE_maneki"), &link, folder.path(), &["--no-check"], &[]);
    let town = Town { service, folder };
    assert!(town.of_japan().contains("tokyo.mirror"));
    symlink(&new, &next).unwrap();
    fs::rename(&next, &link).unwrap();
    until("the mirror to go", || (!town.of_japan().contains("tokyo.mirror")).then_some(()));
}

#[test]
fn a_hangup_reads_the_configuration_again_and_names_what_needs_a_restart() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("my.toml");
    fs::write(&file, "[mirror]\nlist_length = 10\n").unwrap();
    let mut service = Program::serve(
        env!("CARGO_BIN_EXE_maneki"),
        &example_registry(),
        folder.path(),
        &["--no-check", "--config", file.to_str().unwrap()],
        &[],
    );
    let length = |service: &Program| get(service.address, "/mirrorlist/4/baseos", &[]).lines().len();
    assert_eq!(length(&service), 10);

    fs::write(&file, "[mirror]\nlist_length = 3\n[store]\nurl = \"sqlite:other.db\"\n").unwrap();
    service.signal("HUP");
    service.wait_for_line("this key changes only after a restart");
    until("three mirrors", || (length(&service) == 3).then_some(()));

    fs::write(&file, "[mirror]\nlist_lenght = 5\n").unwrap();
    service.signal("HUP");
    let line = service.wait_for_line("the previous configuration stays in force");
    assert!(line.contains("list_lenght"), "{line}");
    assert_eq!(length(&service), 3);
}

#[test]
fn damaged_databases_are_told_and_the_built_in_tables_answer() {
    let folder = tempdir().unwrap();
    let damaged = folder.path().join("city.mmdb");
    fs::write(&damaged, "no database").unwrap();
    let databases = format!("['{}', '/nowhere/asn.mmdb']", damaged.display());
    let variables = [
        ("MANEKI_MIRROR__GEO__DATABASES", databases.as_str()),
        ("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.1"),
        ("MANEKI_SERVER__ADMIN_TOKEN", "open-sesame"),
    ];
    let town = Town::new(&["--no-check"], &variables);
    let ready = town.ready();
    assert!(ready.contains("city.mmdb") && ready.contains("asn.mmdb"), "{ready}");
    assert!(!ready.contains("/nowhere") && !ready.contains(folder.path().to_str().unwrap()), "{ready}");
    // Only the administrator sees all details.
    let told = |token: &str| get(town.service.address, "/readyz", &[("Authorization", token)]).body;
    assert!(told("Bearer open-sesame").contains("/nowhere/asn.mmdb"), "{}", told("Bearer open-sesame"));
    assert_eq!(told("Bearer sesame"), ready);
    let sent = [("X-Forwarded-For", "185.15.59.224")];
    let list = get(town.service.address, "/mirrorlist/4/baseos", &sent);
    assert!(list.lines()[0].contains("amsterdam"), "{}", list.body);
}

#[test]
fn clients_in_a_cloud_get_the_mirror_of_their_region() {
    let folder = tempdir().unwrap();
    let ranges = folder.path().join("aws.json");
    let text = r#"{"prefixes": [{"ip_prefix": "198.18.5.0/24", "region": "eu-central-1", "service": "EC2"}],
        "ipv6_prefixes": []}"#;
    fs::write(&ranges, text).unwrap();
    let variables = [
        ("MANEKI_MIRROR__CLOUD__AWS", ranges.to_str().unwrap()),
        ("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.1"),
    ];
    let town = Town::new(&["--no-check"], &variables);
    let first = |address: &str| {
        let reply = get(town.service.address, "/mirrorlist/4/baseos", &[("X-Forwarded-For", address)]);
        reply.lines()[0].to_owned()
    };
    assert!(first("198.18.5.7").contains("aws.mirror.example.com"), "{}", first("198.18.5.7"));
    assert!(!first("5.9.0.1").contains("aws.mirror"));
}

#[test]
fn a_hangup_reads_the_ranges_of_a_cloud_again_even_where_they_are_asked_for_hourly() {
    let folder = tempdir().unwrap();
    let ranges = folder.path().join("aws.json");
    let write = |network: &str| {
        let prefix = format!(r#"{{"ip_prefix": "{network}", "region": "eu-central-1", "service": "EC2"}}"#);
        fs::write(&ranges, format!(r#"{{"prefixes": [{prefix}], "ipv6_prefixes": []}}"#)).unwrap();
    };
    write("198.18.5.0/24");
    let variables = [
        ("MANEKI_MIRROR__CLOUD__AWS", ranges.to_str().unwrap()),
        ("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.1"),
    ];
    let town = Town::new(&[], &variables);
    let is_inside = |address: &str| {
        let reply = get(town.service.address, "/mirrorlist/4/baseos", &[("X-Forwarded-For", address)]);
        reply.body.contains("aws.mirror.example.com").then_some(())
    };
    until("the first ranges", || is_inside("198.18.5.7"));
    write("198.18.6.0/24");
    town.service.signal("HUP");
    until("the new ranges", || is_inside("198.18.6.7"));
    assert_eq!(is_inside("198.18.5.7"), None);
}

#[test]
fn a_service_without_any_mirror_says_so() {
    for (broken, said) in
        [(false, "no mirror file in `mirrors.d`"), (true, "can be used, of 1: every list is empty")]
    {
        let folder = tempdir().unwrap();
        let registry = folder.path().join("registry");
        fs::create_dir_all(registry.join("mirrors.d")).unwrap();
        fs::copy(example_registry().join("config.yml"), registry.join("config.yml")).unwrap();
        if broken {
            fs::write(registry.join("mirrors.d/mirror.example.org.yml"), "name: [broken").unwrap();
        }
        let binary = env!("CARGO_BIN_EXE_maneki");
        let mut service = Program::serve(binary, &registry, folder.path(), &["--no-check"], &[]);
        let line = service.wait_for_line("every list is empty");
        assert!(line.contains("WARN") && line.contains(said), "{line}");
        let list = get(service.address, "/mirrorlist/4/baseos", &[]);
        assert_eq!((list.status, list.body.as_str()), (200, ""));
    }
}

#[test]
fn a_state_folder_that_cannot_be_written_is_told_at_the_start() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("networks");
    fs::write(&file, "a file where a folder should be").unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let ranges = [("MANEKI_MIRROR__CLOUD__AWS", "/nowhere/aws.json")];
    let mut service = Program::serve(binary, &example_registry(), folder.path(), &["--no-check"], &ranges);
    let line = service.wait_for_line("cannot be written");
    assert!(line.contains("lost with a restart") && line.contains("--state"), "{line}");
}

#[test]
fn without_no_check_lists_that_cannot_be_fetched_are_told_and_hold_up_nothing() {
    let mut town = Town::new(&[], &[]);
    // The example names a list under a host that does not exist.
    town.service.wait_for_line("customers.json: ");
    let ready = until("a complaint", || {
        Some(town.ready()).filter(|text| text.contains("subnet list could not be fetched"))
    });
    assert!(!ready.contains("://"), "{ready}");
    assert_eq!(get(town.service.address, "/mirrorlist/4/baseos", &[]).lines().len(), 10);
    let all = get(town.service.address, "/debug/json/all_mirrors", &[]).body;
    assert!(all.contains("\"status\":\"unknown\""));
}
