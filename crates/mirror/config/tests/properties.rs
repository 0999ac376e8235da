//! What holds for any input.

mod room;

use std::ffi::OsString;

use maneki_ground_config::{ConfigFile, Key};
use proptest::prelude::*;
use room::{KEYS, load};

/// Text that comes closer to a configuration than noise does.
fn fragments() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "[server]\n",
        "[mirror.check]\n",
        "[store]\n",
        "[mirror.check.module_references]\n",
        "listen",
        "interval",
        "url",
        "next",
        "trusted_proxies",
        " = ",
        "\"127.0.0.1:80\"",
        "'1m'",
        "'é'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\n",
        "\r\n",
        "1",
        "-0",
        "0x",
        "1e9",
        "true",
        "2026-01-01",
        "\"\\u0000\"",
        "# ",
        "@",
        "://",
        "?",
        "sqlite:",
        "'sqlite:/a'",
        ".",
        "\u{feff}",
        "'''",
        "\"\"\"",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|words| words.concat())
}

/// Text that every printable and unprintable character may be in.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![fragments(), any::<String>()]
}

/// Any key of the configuration.
fn keys() -> impl Strategy<Value = &'static Key> {
    prop::sample::select(KEYS.iter().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(path in any::<String>(), text in anything()) {
        match load(Some(ConfigFile { path: &path, text: &text }), [], []) {
            Ok(effective) => { effective.print(); }
            Err(problems) => {
                prop_assert!(problems.iter().count() > 0);
                for problem in problems.iter() {
                    // One line each, whatever strangers wrote.
                    prop_assert_eq!(problem.to_string().lines().count(), 3);
                }
            }
        }
    }

    #[test]
    fn no_variable_and_no_flag_makes_it_panic(key in keys(), suffix in ".{0,4}", text in anything()) {
        let name = format!("{}{suffix}", key.variable());
        let _ = load(None, [(OsString::from(name), OsString::from(&text))], []);
        let _ = load(None, [], [(key.name, text)]);
    }

    #[test]
    fn whatever_loads_prints_and_reads_back(key in keys(), text in anything()) {
        let Ok(effective) = load(None, [], [(key.name, text.clone())]) else { return Ok(()) };
        // What is hidden does not come back.
        prop_assume!(key.name != "server.admin_token" && !text.contains("://"));
        let printed = effective.print();
        let again = load(Some(ConfigFile { path: "printed.toml", text: &printed }), [], []);
        prop_assert_eq!(again.map(|again| again.config), Ok(effective.config), "{}", printed);
    }
}
