//! Any bytes as a mirror file and as a service config: no panic, places inside the text, every format prints.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run check -- -max_len=65536 -timeout=1`; the property tests in
//! `crates/mirror/lint/tests/any_bytes.rs` do the same without a fuzzer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maneki_ground_diagnostics::{concise, full, github};
use maneki_mirror_lint::{Options, check};
use maneki_mirror_registry::SourceTree;

const CONFIG: &str = include_str!("../../examples/registry/config.yml");

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for source in [SourceTree::from_texts(CONFIG, [("m/a.yml", text)]), SourceTree::from_texts(text, [])] {
        for found in check(&source, &Options::default()) {
            let files = [&source.config].into_iter().chain(&source.mirrors);
            let file = files.into_iter().find(|file| file.path == found.path).expect("a file has the path");
            let text = file.text.as_deref().expect("the tree was made of texts");
            assert!(text.get(found.span.start..found.span.end).is_some(), "{:?}", found.span);
            for edit in found.fix.iter().flat_map(|fix| &fix.edits) {
                assert!(text.get(edit.start..edit.end).is_some(), "{edit:?}");
            }
            assert_eq!(concise(&found).lines().count(), 1);
            assert_eq!(github(&found, Some(text)).lines().count(), 1);
            assert!(!full(&found, Some(text), false).is_empty());
        }
    }
});
