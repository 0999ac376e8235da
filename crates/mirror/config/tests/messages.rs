//! The messages of problems: a sentence, a place and a remedy, all of them together.

mod room;

use std::ffi::OsString;

use maneki_ground_config::ConfigFile;
use room::load;

fn file(text: &str) -> String {
    let result = load(Some(ConfigFile { path: "maneki.toml", text }), [], []);
    result.expect_err("a problem is expected").to_string()
}

fn variable(name: &str, value: &str) -> String {
    let environment = [(OsString::from(name), OsString::from(value))];
    load(None, environment, []).expect_err("a problem is expected").to_string()
}

#[test]
fn everything_wrong_is_reported_at_once_sorted_by_place() {
    let text = "\
[server]
lisen = '127.0.0.1:80'
trusted_proxies = [
    '10.0.0.0/8',
    'localhost',
]
[mirror]
list_length = 0

[mirror.check]
interval = 'soon'
log_addresses = true

[sever]
listen = 'x'
";
    let environment = [(OsString::from("MANEKI_CHECK_INTERVAL"), OsString::from("1m"))];
    let flags = [("server.listen", "8080".to_owned())];
    let problems = load(Some(ConfigFile { path: "maneki.toml", text }), environment, flags).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "\
there is no key `server.lisen`
  at maneki.toml:2:1
  help: did you mean `listen` in section `[server]`?
`server.trusted_proxies` must be a list of addresses and networks, but is the text \"localhost\": it is \
neither an address nor a network
  at maneki.toml:5:5
  help: write it like `trusted_proxies = [\"10.0.0.0/8\", \"2001:db8::7\"]`
`mirror.list_length` must be a whole number from 1 to 100, but is the number 0
  at maneki.toml:8:15
  help: write it like `list_length = 10`
`mirror.check.interval` must be a duration from 1s to 8760h, with units, but is the text \"soon\"
  at maneki.toml:11:12
  help: write it like `interval = \"15m\"`
there is no key `mirror.check.log_addresses`
  at maneki.toml:12:1
  help: did you mean `log_addresses` in section `[server]`?
there is no section `sever`
  at maneki.toml:14:2
  help: did you mean `[server]`?
there is no configuration variable `MANEKI_CHECK_INTERVAL`
  at environment variable MANEKI_CHECK_INTERVAL
  help: did you mean `MANEKI_MIRROR__CHECK__INTERVAL`?
`server.listen` must be an address and a port, but is the text \"8080\": the address is missing
  at flag --listen
  help: write it like `--listen [::]:8080`"
    );
}

#[test]
fn broken_toml_has_a_line_and_a_column() {
    assert_eq!(
        file("[server]\nlisten = 127.0.0.1:8080\n"),
        "\
the file is not valid TOML: invalid float
  at maneki.toml:2:15
  help: fix this line; a text needs quotation marks, as in `listen = \"127.0.0.1:8080\"`"
    );
    assert!(file("[server]\nlisten = '[::]:1'\nlisten = '[::]:2'\n").contains("at maneki.toml:3:1"));
    assert!(file("[server\n").contains("at maneki.toml:1:"));
    assert!(file("\u{feff}x = [").contains("at maneki.toml:1:"));
}

#[test]
fn wrong_types_say_what_was_found() {
    let text = "[server]\nlisten = 8080\nlog_addresses = 'yes'\n\
                trusted_proxies = '10.0.0.0/8'\n[mirror]\nlist_length = '10'\nrotation = 60\n[mirror.geo]\ndatabases = [1]\n[mirror.check]\nmodule_references = 'x'\n\
                interval = '60'\nreference = 2026-01-01\n";
    let problems = load(Some(ConfigFile { path: "maneki.toml", text }), [], []).unwrap_err();
    let sentences: Vec<&str> = problems.iter().map(maneki_ground_config::Problem::sentence).collect();
    assert_eq!(
        sentences,
        [
            "`server.listen` must be an address and a port, but is the number 8080",
            "`server.log_addresses` must be true or false, but is the text \"yes\"",
            "`server.trusted_proxies` must be a list of addresses and networks, but is the text \"10.0.0.0/8\"",
            "`mirror.list_length` must be a whole number from 1 to 100, but is the text \"10\"",
            "`mirror.rotation` must be a duration from 1s to 8760h, with units, but is the number 60",
            "`mirror.geo.databases` must be a list of paths of files, but is the number 1",
            "`mirror.check.module_references` must be an http or https URL, or the path of a folder, for each module, but is the text \"x\"",
            "`mirror.check.interval` must be a duration from 1s to 8760h, with units, but is the text \"60\": the unit is missing",
            "`mirror.check.reference` must be an http or https URL, or the path of a folder, but is a date or a time",
        ]
    );
}

#[test]
fn sections_are_no_keys_and_keys_stand_in_sections() {
    assert!(file("server = 1\n").contains("`server` is a section, not a key"));
    assert!(file("listen = '[::]:1'\n").contains("did you mean `listen` in section `[server]`?"));
    assert!(
        file("[server.listen]\nx = 1\n")
            .contains("`server.listen` must be an address and a port, but is a table")
    );
    assert!(file("[[server]]\n").contains("`server` is a section"));
    assert!(
        file("[database]\n")
            .contains("the sections are `server`, `outbound`, `store`, `site`, `mirror`, `mirror.check`")
    );
    let message = variable("MANEKI_MIRROR__CHECK", "{ interval = '1m' }");
    assert!(
        message.contains("set its keys one by one, as in `MANEKI_MIRROR__CHECK__INTERVAL=15m`"),
        "{message}"
    );
    let message = variable("MANEKI_COLOUR", "red");
    assert!(
        message.contains("names that begin with `MANEKI_` are reserved for the configuration"),
        "{message}"
    );
}

#[test]
fn variables_get_examples_in_their_own_notation() {
    assert_eq!(
        variable("MANEKI_MIRROR__CHECK__INTERVAL", "0s"),
        "\
`mirror.check.interval` must be a duration from 1s to 8760h, with units, but is the text \"0s\": it is too short
  at environment variable MANEKI_MIRROR__CHECK__INTERVAL
  help: write it like `MANEKI_MIRROR__CHECK__INTERVAL=15m`"
    );
    let message = variable("MANEKI_SERVER__TRUSTED_PROXIES", "[10.0.0.0/8]");
    assert!(message.contains("is the text \"[10.0.0.0/8]\", which is not a TOML list"), "{message}");
    assert!(
        message.ends_with(r#"`MANEKI_SERVER__TRUSTED_PROXIES='["10.0.0.0/8", "2001:db8::7"]'`"#),
        "{message}"
    );
    let message = variable("MANEKI_MIRROR__CHECK__MODULE_REFERENCES", "{ next = 1 }");
    assert!(message.contains("`mirror.check.module_references.next` must be"), "{message}");
    let message = variable("MANEKI_MIRROR__CHECK__MODULE_REFERENCES__NEXT", "rsync://a/b");
    assert!(message.contains("`mirror.check.module_references.next` must be"), "{message}");
    let message = variable("MANEKI_SERVER__LOG_ADDRESSES", "True");
    assert!(message.contains("must be true or false, but is the text \"True\""), "{message}");
}

#[test]
fn no_message_tells_a_secret() {
    for message in [
        file("[server]\nadmin_token = 73573\n"),
        file("[server]\nadmin_token = ['s73573']\n"),
        file("[server]\nadmin_token = \"s73573\\n\"\n"),
        file("[store]\nurl = 'mysql://maneki:s73573@db/maneki'\n"),
        file("[mirror]\nfallback_url = 'postgres:maneki:s73573@db/maneki'\n"),
        file("[mirror.check]\nreference = 'ftp://me:s73573@repo.example.org/'\n"),
        file("[mirror]\nfallback_url = 'https://me:s73573@repo.example.org/'\n"),
        variable("MANEKI_SERVER__ADMIN_TOKEN", "s73573\n"),
    ] {
        assert!(!message.contains("73573"), "{message}");
    }
}

#[test]
fn a_token_that_anybody_knows_or_nobody_can_send_is_refused() {
    assert!(file("[server]\nadmin_token = ''\n").contains("but is empty"));
    assert!(file("[server]\nadmin_token = 'a b'\n").contains("a text that is not shown here"));
}
