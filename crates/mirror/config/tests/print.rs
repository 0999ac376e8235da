//! `maneki config print`: what is in force, who said so, and that it can be read back.

mod room;

use std::ffi::OsString;

use maneki_ground_config::{ConfigFile, Effective};
use maneki_mirror_config::Config;
use room::load;

fn read(text: &str) -> Effective<Config> {
    load(Some(ConfigFile { path: "maneki.toml", text }), [], []).expect("a valid configuration")
}

#[test]
fn each_line_names_its_origin() {
    let text = "[server]\nadmin_token = 's3cret'\n[mirror.check]\nmodule_references = { next = '/srv/next', 'a.b' = '/c' }\n";
    let environment = [(
        "MANEKI_MIRROR__CHECK__REFERENCE",
        "https://maneki:s3cret@repo.example.org/?password=s3cret&sslmode=require",
    )]
    .map(|(name, value)| (OsString::from(name), OsString::from(value)));
    let flags = [("server.listen", "[::]:80".to_owned())];
    let effective = load(Some(ConfigFile { path: "/etc/maneki.toml", text }), environment, flags).unwrap();
    assert_eq!(
        effective.print(),
        r##"[server]
listen = "[::]:80"  # flag --listen
trusted_proxies = []  # default
# admin_token = (hidden)  # /etc/maneki.toml:2
log_addresses = false  # default

[outbound]
allow_private_addresses = false  # default
# ca_file =  # not set
contact = "https://maneki.example/"  # default

[store]
url = "sqlite:"  # default

[site]
# name =  # not set
# logo =  # not set
accent = "#1f5fa8"  # default
# url =  # not set
# links =  # not set
# sponsors =  # not set

[mirror]
# registry =  # not set
list_length = 10  # default
rotation = "5m"  # default
# fallback_url =  # not set

[mirror.check]
interval = "15m"  # default
mirror_timeout = "60s"  # default
reference = "https://maneki:***@repo.example.org/?password=***&sslmode=require"  # MANEKI_MIRROR__CHECK__REFERENCE
reference_interval = "60s"  # default
module_references."a.b" = "/c"  # /etc/maneki.toml:4
module_references.next = "/srv/next"  # /etc/maneki.toml:4

[mirror.cloud]
# aws =  # not set
# azure =  # not set
# gcp =  # not set
# oci =  # not set

[mirror.geo]
databases = []  # default

[mirror.lint]
widest_ipv4 = 12  # default
widest_ipv6 = 24  # default
slowest_update = "3h"  # default
"##
    );
    assert!(!format!("{effective:?}").contains("s3cret"));
}

#[test]
fn what_is_printed_reads_back_the_same() {
    let text = r##"
[server]
listen = "[2001:db8::1]:8080"
trusted_proxies = ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"]
log_addresses = true
[mirror]
registry = "/srv/mirrors"
list_length = 100
rotation = "1h30m"
fallback_url = "https://repo.example.org/tanuki/"
[mirror.check]
interval = "1s"
reference = "/srv/a \"quoted\" path\twith\ttabs"
module_references = { next = "https://repo.example.org/next/", "a.b" = "/c" }
[outbound]
ca_file = "/srv/a:b@c.pem"
contact = "mailto:mirrors@example.org"
[mirror.cloud]
aws = "https://ranges.example.org/aws.json"
oci = "/oci.json"
[mirror.geo]
databases = ["/a,b.mmdb", "/c # d.mmdb"]
[store]
url = "sqlite:/var/lib/maneki/maneki.db"
[mirror.lint]
widest_ipv4 = 16
widest_ipv6 = 32
slowest_update = "6h"
[site]
name = "Tanuki \"Linux\""
logo = "/srv/logo.svg"
accent = "#a0b1c2"
url = "https://mirrors.example.org"
links = { "Report a problem" = "https://bugs.example.org/?a#b" }
sponsors = { "Ä = B" = "https://example.org/" }
"##;
    let effective = read(text);
    let printed = effective.print();
    let again = read(&printed);
    assert_eq!(again.config, effective.config, "{printed}");
    let strip = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.rsplit_once("  # ").map_or(line, |(value, _)| value).to_owned())
            .collect()
    };
    assert_eq!(strip(&again.print()), strip(&printed));
}
