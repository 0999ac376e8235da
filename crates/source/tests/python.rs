//! Wrapping, patterns and templates mean what they mean in Python.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::io::Write;
use std::process::{Command, Stdio};

use maneki_source::text::{Pattern, Template, wrap_item};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// What a program of Python prints for a JSON document. `None` where there is no Python.
fn python(program: &str, input: &Value) -> Option<Value> {
    let mut child = Command::new("python3")
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Texts that a strategy makes, always the same.
fn samples(strategy: &impl Strategy<Value = String>, count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn items_are_wrapped_as_textwrap_wraps_them() {
    const PROGRAM: &str = "import json, sys, textwrap\n\
        w = lambda t: textwrap.wrap(t, 80, initial_indent='- ', subsequent_indent='  ')\n\
        print(json.dumps([w(t) for t in json.load(sys.stdin)]))";
    let words = prop::collection::vec("[a-zA-Zé½_0-9!\"'&.,?%(-]{1,30}|-{1,4}|[a-z]{60,200}|\u{a0}", 0..24);
    let text = (words, "[ \t\n]{0,3}", "[ \t]{1,3}")
        .prop_map(|(words, start, between)| start + &words.join(&between));
    let texts = samples(&text, 3000);
    let Some(expected) = python(PROGRAM, &json!(texts)) else { return };
    for (text, expected) in texts.iter().zip(expected.as_array().unwrap()) {
        assert_eq!(json!(wrap_item(text)), *expected, "{text:?}");
    }
}

#[test]
fn patterns_and_templates_give_what_re_sub_gives() {
    const PROGRAM: &str = "import json, re, sys, warnings\n\
        warnings.simplefilter('ignore')\n\
        def one(p, t, l):\n\
        \x20   try: return re.compile(p).sub(t, l)\n\
        \x20   except (re.error, IndexError, OverflowError): return None\n\
        print(json.dumps([one(*case) for case in json.load(sys.stdin)]))";
    let atoms = r"[abx.*+?|]|\\[bBdDsSwWAZnt<>.1h]|\(\?:a\|b\)|\((a|b|)\)|\[[a-c\]^-]{1,3}\]|\{[0-9,]{0,3}\}|\(\?P<n>a\)|\$|\^";
    let pattern = prop::collection::vec(atoms, 1..5).prop_map(|atoms| atoms.concat());
    let template =
        prop::collection::vec(r"[xy$&]|\\[0-3nqg\\.]|\\g<[01n]>", 0..3).prop_map(|pieces| pieces.concat());
    let patterns = samples(&pattern, 3000);
    let templates = samples(&template, 3000);
    let lines = samples(&"[abcx<>. 1_-]{0,12}".prop_map(|line: String| line), 3000);
    let cases: Vec<Value> = patterns
        .iter()
        .zip(&templates)
        .zip(&lines)
        .map(|((pattern, template), line)| json!([pattern, template, line]))
        .collect();
    let Some(expected) = python(PROGRAM, &json!(cases)) else { return };
    let mut accepted = 0;
    for (case, expected) in cases.iter().zip(expected.as_array().unwrap()) {
        let [pattern, template, line] = [0, 1, 2].map(|place| case[place].as_str().unwrap());
        let parsed = Pattern::parse(pattern);
        let parsed = parsed.and_then(|pattern| {
            Template::parse(template, pattern.groups()).map(|template| (pattern, template))
        });
        let Some(expected) = expected.as_str() else { continue };
        let (pattern, template) = parsed.unwrap_or_else(|error| panic!("{case}: {error}"));
        let new = pattern.replace(line, &template, usize::MAX).unwrap();
        assert_eq!(new.map_or(line.to_owned(), |(new, _)| new), expected, "{case}");
        accepted += 1;
    }
    assert!(accepted > 500, "{accepted}");
}
