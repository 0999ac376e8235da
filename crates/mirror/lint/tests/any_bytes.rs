//! Any bytes in a file: no panic, places inside the text, every format prints, in bounded time.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests measure time")]

use std::time::{Duration, Instant};

use maneki_ground_diagnostics::{Applicability, concise, full, github};
use maneki_mirror_lint::{Options, check};
use maneki_mirror_registry::SourceTree;
use proptest::prelude::*;

const CONFIG: &str = include_str!("fixtures/country-not-iso.good/config.yml");
const MIRROR: &str = include_str!("fixtures/country-not-iso.good/mirrors.d/mirror.example.org.yml");

/// The entry point of the property: a mirror file and a service config of the same text.
fn survives(text: &str) {
    for source in [
        SourceTree::from_texts(CONFIG, [("m/a.yml", text), ("m/mirror.example.org.yml", MIRROR)]),
        SourceTree::from_texts(text, [("m/mirror.example.org.yml", MIRROR)]),
    ] {
        for found in check(&source, &Options::default()) {
            let of = [&source.config].into_iter().chain(&source.mirrors).find(|file| file.path == found.path);
            let text = of.unwrap().text.as_deref().unwrap();
            let span = found.span;
            assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
            let line = text.lines().count().max(1) + 1;
            assert!(span.line >= 1 && span.column >= 1 && span.line as usize <= line, "{span:?}");
            for edit in found.fix.iter().flat_map(|fix| &fix.edits) {
                assert!(text.get(edit.start..edit.end).is_some());
                assert!(!edit.text.contains('\n'));
            }
            let safe = found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
            assert!(!safe || found.help.is_some());
            assert_eq!(concise(&found).lines().count(), 1);
            assert_eq!(github(&found, Some(text)).lines().count(), 1);
            let _ = full(&found, Some(text), false);
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "name: ",
        "address:\n",
        "  http: ",
        "http://a.example//x",
        "geolocation: {country: ",
        "UK",
        "NO",
        "}\n",
        "\n",
        "subnets: [",
        "1.2.3.4/8",
        "]",
        ", ",
        "asn: ",
        "0x1F",
        "9.10",
        "versions: [9, 9.10]\n",
        "repos:\n",
        "- {",
        "&a ",
        "*a",
        "<<: ",
        "\"",
        "'",
        "\t",
        "\r\n",
        "é",
        "\u{202e}",
        "private: true\n",
        "monopoly: yes\n",
        "|\n",
        "#",
        ": ",
        "- ",
        "!!str ",
        "mirrors_dir: ",
        "config_version: 3\n",
        "arches: {\"9\": []}\n",
        "\u{feff}",
        "---\n",
        "...\n",
        "? ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        survives(&text);
    }

    #[test]
    fn any_bytes_that_are_text_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_mixture_of_real_pieces_is_survived(text in pieces(), valid in any::<bool>()) {
        survives(&if valid { format!("{MIRROR}{text}") } else { text });
    }
}

#[test]
fn large_files_take_bounded_time() {
    let fill = |piece: &str| piece.repeat(65_536 / piece.len());
    let numbered = |before: &str, behind: &str| {
        (0..5000)
            .map(|number: u32| [before, &number.to_string(), behind].concat())
            .collect::<Vec<_>>()
            .concat()
    };
    let few = |before: &str, behind: &str| {
        (0..1500)
            .map(|number: u32| [before, &number.to_string(), behind].concat())
            .collect::<Vec<_>>()
            .concat()
    };
    for text in [
        fill("a"),
        fill("- "),
        fill("["),
        fill("{a: "),
        fill("a: b\n"),
        fill("x: &a [*a, *a]\n"),
        fill("\""),
        fill("- 1.2.3.4/8\n"),
        fill("http://u:p@a/"),
        fill("é"),
        fill("a: "),
        fill(" "),
        fill("\n"),
        fill("#"),
        numbered("k", ": 1\n"),
        format!("subnets:\n{}", fill("- 1.2.3.4/8\n")),
        format!("asn: [{}]", fill("0x1F, ")),
        format!("name: {}", fill("a.")),
        format!("address:\n  http: http://{}", fill("a//")),
        format!("repos:\n{}", fill("- {name: a, arches: [b], versions: [c]}\n")),
        format!("versions: [{}]\n", numbered("", ", ")),
        format!("<<: [{}]\n", fill("{a: 1},")),
        format!("x: &a {{country: UK}}\n{}", numbered("k", ": *a\n")),
        numbered("k", ": http://user:password@a.example/\n"),
        numbered("nam", ": 1\n"),
        format!("address_optional:\n{}", numbered("  nex", ": {http: http://a/}\n")),
        format!("cloud_type: azure\ncloud_regions: [{}]\n", numbered("westeu", ", ")),
        format!("subnets: [{}]\n", fill("193.99.144.0/24, ")),
        format!("monopoly: true\nsubnets: [{}]\n", numbered("\"2a00:", "::/32\", ")),
        format!("asn: [{}]\n", numbered("", ", ")),
        format!("versions: [{0}]\nvault_versions: [{0}]\n", numbered("\"9.", "-x\", ")),
        format!("versions: [\"1\"]\narches: {{{}}}\n", numbered("\"1.", "\": [a]\n, ")),
        format!(
            "versions: [{0}]\narches: {{{1}}}\nrepos:\n- {{name: a, path: b, versions: [{0}], arches: [{0}]}}\n",
            few("\"1.", "\", "),
            few("\"1.", "\": [a]\n, ")
        ),
        format!(
            "arches: {{\"1\": [{0}]}}\nrepos:\n- {{name: a, path: b, arches: [{0}]}}\n",
            few("arch", ", ")
        ),
        format!("repos:\n{}", numbered("- {name: a", ", path: a}\n")),
        format!("optional_module_versions:\n{}", numbered("  isos", ": [\"9\"]\n")),
        format!("duplicated_versions:\n{}", numbered("  \"9.", "\": \"9\"\n")),
        format!("email: {}@a.example\n", fill("a.")),
        format!("sponsor_url: {}\n", fill("http://")),
        format!("name:{}\n: [", fill("[")),
        fill("'a\n"),
        fill("a: [\n"),
    ] {
        let text = text.get(..65_536).unwrap_or(&text).to_owned();
        let begin = Instant::now();
        survives(&text);
        // 100 ms in a release build; this is one without optimisation, twice, printing everything.
        let limit = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });
        let taken = begin.elapsed();
        assert!(taken < limit, "{taken:?} for {}…", &text.chars().take(30).collect::<String>());
    }
}
