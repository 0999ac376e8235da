//! rpm itself compares the same versions and dependencies, through its Python binding, which comes with dnf.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "a test that CI must not skip asks the environment")]

use std::io::Write;
use std::process::{Command, Stdio};

use maneki_ground_rpm::{Bound, Dependency, Evr, Sense, vercmp};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Reads pairs, separated by tabs, and prints what rpm says about each.
const VERSIONS: &str = "
import sys, rpm
for line in sys.stdin:
    left, right = line.rstrip('\\n').split('\\t')
    print(rpm.labelCompare(('0', left, '1'), ('0', right, '1')))
";

/// Reads `flags evr flags evr`, separated by tabs.
const RANGES: &str = "
import sys, rpm
for line in sys.stdin:
    f1, v1, f2, v2 = line.rstrip('\\n').split('\\t')
    left, right = rpm.ds(('x', int(f1), v1), 'requires'), rpm.ds(('x', int(f2), v2), 'provides')
    print(int(left.Compare(right)))
";

/// The lines that rpm's Python binding answers; `None` where the binding is not installed.
fn rpm(script: &str, lines: &[String]) -> Option<Vec<String>> {
    let python = || Command::new("/usr/bin/python3");
    let there = python().args(["-c", "import rpm"]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none(), "python3-rpm is needed in CI");
        println!("skipped: python3-rpm is not installed");
        return None;
    }
    let mut child =
        python().args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = lines.join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

fn generate<S: Strategy>(strategy: &S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn generated_versions_compare_as_rpm_compares_them() {
    let version = || "[0-2a-bB][0-2a-bB.~^_+]{0,7}";
    let pairs = generate(&(version(), version()), 2000);
    let lines: Vec<String> = pairs.iter().map(|(left, right)| format!("{left}\t{right}")).collect();
    let Some(answers) = rpm(VERSIONS, &lines) else { return };
    assert_eq!(answers.len(), pairs.len());
    for ((left, right), answer) in pairs.iter().zip(answers) {
        assert_eq!((vercmp(left, right) as i8).to_string(), answer, "{left} {right}");
    }
}

#[test]
fn generated_ranges_overlap_where_rpm_says_so() {
    let evr = || ("(0:|1:)?", "[12](\\.[01])?", "(-[12](\\.el9)?)?").prop_map(|(e, v, r)| e + &v + &r);
    let flags = || proptest::sample::select(vec![0_u32, 2, 4, 8, 10, 12]);
    let cases = generate(&(flags(), evr(), flags(), evr()), 2000);
    let lines: Vec<String> = cases.iter().map(|(f1, v1, f2, v2)| format!("{f1}\t{v1}\t{f2}\t{v2}")).collect();
    let Some(answers) = rpm(RANGES, &lines) else { return };
    assert_eq!(answers.len(), cases.len());
    for ((f1, v1, f2, v2), answer) in cases.iter().zip(answers) {
        let (required, provided) = (dependency(*f1, v1), dependency(*f2, v2));
        assert_eq!(required.is_met_by(&provided), answer == "1", "{required} by {provided}");
    }
}

fn dependency(flags: u32, evr: &str) -> Dependency<'_> {
    let bound = Sense::from_flags(flags).map(|sense| Bound { sense, evr: Evr::parse(evr).unwrap() });
    Dependency { name: "x", bound }
}
