//! Which layer wins, and how values are written in each.

mod room;

use std::ffi::OsString;
use std::time::Duration;

use maneki_ground_config::{ConfigFile, DEFAULT_CONTACT, Effective, Problems, Source, StoreUrl};
use maneki_mirror_config::Config;
use maneki_mirror_model::CloudProvider;
use room::load;

fn variables(pairs: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    pairs.iter().map(|(name, value)| (name.into(), value.into())).collect()
}

fn read(text: &str, pairs: &[(&str, &str)]) -> Result<Effective<Config>, Problems> {
    load(Some(ConfigFile { path: "maneki.toml", text }), variables(pairs), [])
}

fn origin(effective: &Effective<Config>, name: &str) -> String {
    effective.written.origin(name).map_or_else(|| "not set".to_owned(), ToString::to_string)
}

#[test]
fn a_fresh_machine_needs_no_configuration() {
    let config = load(None, [], []).unwrap().config;
    assert_eq!(config.server.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.server.trusted_proxies, []);
    assert_eq!(config.lists.length.get(), 10);
    assert_eq!(config.lists.rotation, Duration::from_mins(5));
    assert_eq!(config.lists.fallback_url, None);
    assert_eq!(config.server.admin_token, None);
    assert!(!config.server.log_addresses);
    assert_eq!(config.check.interval, Duration::from_mins(15));
    assert_eq!(config.check.mirror_timeout, Duration::from_mins(1));
    assert_eq!(config.check.reference_interval, Duration::from_mins(1));
    assert_eq!((config.check.reference, config.check.module_references.len()), (None, 0));
    assert!(!config.outbound.allow_private_addresses);
    assert_eq!(config.outbound.contact.as_str(), DEFAULT_CONTACT);
    assert!(config.cloud.sources.is_empty() && config.geo.databases.is_empty());
    assert_eq!(config.store.url, StoreUrl::StateFolder);
}

#[test]
fn later_layers_win_and_every_value_knows_its_origin() {
    let text =
        "[server]\nlisten = '127.0.0.1:1'\n[mirror]\nlist_length = 5\n[mirror.check]\ninterval = '2m'\n";
    let environment =
        variables(&[("MANEKI_SERVER__LISTEN", "127.0.0.1:2"), ("MANEKI_MIRROR__CHECK__INTERVAL", "1m")]);
    let flags = [("server.listen", "127.0.0.1:3".to_owned())];
    let effective = load(Some(ConfigFile { path: "maneki.toml", text }), environment, flags).unwrap();
    assert_eq!(effective.config.server.listen.port(), 3);
    assert_eq!(effective.config.check.interval, Duration::from_mins(1));
    assert_eq!(effective.config.lists.length.get(), 5);
    assert_eq!(origin(&effective, "server.listen"), "flag --listen");
    assert_eq!(origin(&effective, "mirror.check.interval"), "MANEKI_MIRROR__CHECK__INTERVAL");
    assert_eq!(origin(&effective, "mirror.list_length"), "maneki.toml:4");
    assert_eq!(origin(&effective, "mirror.rotation"), "default");
    assert_eq!(origin(&effective, "mirror.fallback_url"), "not set");
}

#[test]
fn variables_are_toml_or_text_as_it_stands() {
    let effective = read(
        "",
        &[
            ("MANEKI_SERVER__TRUSTED_PROXIES", r#"["10.1.2.3/8", "::1"]"#),
            ("MANEKI_SERVER__LOG_ADDRESSES", "true"),
            ("MANEKI_MIRROR__LIST_LENGTH", "0x14"),
            ("MANEKI_SERVER__ADMIN_TOKEN", "12345"),
            ("MANEKI_MIRROR__FALLBACK_URL", ""),
            ("MANEKI_MIRROR__CHECK__INTERVAL", "'1h30m'"),
            ("MANEKI_MIRROR__GEO__DATABASES", "/a.mmdb, /b.mmdb,"),
            ("MANEKI_MIRROR__CLOUD__AWS", "/aws.json"),
        ],
    )
    .unwrap();
    let config = effective.config;
    assert_eq!(config.server.trusted_proxies, ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()]);
    assert!(config.server.log_addresses);
    assert_eq!(config.lists.length.get(), 20);
    assert!(config.server.admin_token.unwrap().matches("12345"));
    assert_eq!(config.lists.fallback_url, None);
    assert_eq!(config.check.interval, Duration::from_mins(90));
    assert_eq!(config.geo.databases.len(), 2);
    assert_eq!(config.cloud.sources[&CloudProvider::Aws], Source::Path("/aws.json".into()));
}

#[test]
fn a_list_of_one_needs_no_brackets() {
    for text in ["192.0.2.7", "'192.0.2.7'", "['192.0.2.7']", " 192.0.2.7 ,"] {
        let config = read("", &[("MANEKI_SERVER__TRUSTED_PROXIES", text)]).unwrap().config;
        assert_eq!(config.server.trusted_proxies, ["192.0.2.7/32".parse().unwrap()], "{text}");
    }
}

#[test]
fn modules_of_several_layers_come_together() {
    let effective = read(
        "[mirror.check.module_references]\nnext = '/file'\nold = '/file'\n",
        &[
            ("MANEKI_MIRROR__CHECK__MODULE_REFERENCES", "{ next = '/table', other = '/table' }"),
            ("MANEKI_MIRROR__CHECK__MODULE_REFERENCES__NEXT", "/variable"),
        ],
    )
    .unwrap();
    let modules: Vec<_> = effective
        .config
        .check
        .module_references
        .iter()
        .map(|(name, source)| format!("{name} {source}"))
        .collect();
    assert_eq!(modules, ["next /variable", "old /file", "other /table"]);
    assert_eq!(origin(&effective, "mirror.check.module_references.old"), "maneki.toml:3");
    assert_eq!(
        origin(&effective, "mirror.check.module_references.next"),
        "MANEKI_MIRROR__CHECK__MODULE_REFERENCES__NEXT"
    );
}

#[test]
fn variables_of_the_test_suite_say_nothing() {
    let pairs = [
        ("MANEKI_REQUIRE_SHARED", "1"),
        ("MANEKI_SHARED", "/x"),
        ("MANEKI_UPDATE", "1"),
        ("HOME", "/"),
        // Kubernetes sets variables for a service of this name in every pod.
        ("MANEKI_SERVICE_HOST", "10.0.0.1"),
        ("MANEKI_SERVICE_PORT_HTTP", "80"),
        ("MANEKI_PORT", "tcp://10.0.0.1:80"),
        ("MANEKI_PORT_80_TCP_ADDR", "10.0.0.1"),
    ];
    assert!(read("", &pairs).is_ok());
}

#[test]
fn a_restart_is_asked_for_where_it_is_needed_only() {
    let config = |text: &str| read(text, &[]).unwrap().config;
    let old = config("");
    assert_eq!(maneki_mirror_config::needs_restart(&old, &old), [""; 0]);
    let new = config(
        "[mirror.check]\ninterval = '1m'\n[mirror]\nrotation = '1m'\n[mirror.geo]\ndatabases = ['/a']\n",
    );
    assert_eq!(maneki_mirror_config::needs_restart(&old, &new), [""; 0]);
    let new =
        config("[server]\nlisten = '[::1]:80'\n[store]\nurl = 'sqlite:/a.db'\n[mirror]\nregistry = '/a'\n");
    let named = maneki_mirror_config::needs_restart(&old, &new);
    let marked: Vec<_> = room::KEYS.iter().filter(|key| key.needs_restart).map(|key| key.name).collect();
    assert_eq!(named, marked);
}

#[cfg(unix)]
#[test]
fn what_is_no_unicode_is_a_problem_only_in_our_own_variables() {
    use std::os::unix::ffi::OsStringExt;
    let broken = || OsString::from_vec(vec![0xff]);
    assert!(load(None, [(broken(), broken()), ("OTHER".into(), broken())], []).is_ok());
    let problems = load(None, [("MANEKI_MIRROR__CHECK__INTERVAL".into(), broken())], []).unwrap_err();
    assert!(problems.to_string().contains("but is not Unicode"), "{problems}");
}
