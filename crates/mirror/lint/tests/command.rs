//! `maneki mirror lint`, except for printing.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that they check")]

use std::fs;
use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::Applicability;
use maneki_ground_lint::Request as How;
use maneki_mirror_lint::{Format, Options, Outcome, Request, run};

const CONFIG: &str = include_str!("fixtures/country-not-iso.bad/config.yml");
const MIRROR: &str = include_str!("fixtures/country-not-iso.bad/mirrors.d/mirror.example.org.yml");

fn registry() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("mirrors.d")).unwrap();
    fs::write(folder.path().join("config.yml"), CONFIG).unwrap();
    let mirror = folder.path().join("mirrors.d/mirror.example.org.yml");
    fs::write(&mirror, MIRROR).unwrap();
    (folder, mirror)
}

const HOW: How = How { format: Format::Concise, strict: false, fix: None, diff: false };

fn request(folder: &Path) -> Request {
    Request { paths: vec![folder.into()], standard_input: None, how: HOW }
}

fn with(how: How, folder: &Path) -> Request {
    Request { how, ..request(folder) }
}

fn done(request: &Request) -> Outcome {
    run(request, &Options::default(), false, "0.0.0").unwrap()
}

#[test]
fn warnings_fail_only_with_strict() {
    let (folder, _) = registry();
    let lenient = done(&request(folder.path()));
    assert_eq!((lenient.exit_code, lenient.output.lines().count()), (0, 1));
    assert_eq!(lenient.note, "2 files: 0 errors, 1 warning, 0 infos; 1 fixable with `--fix`\n");
    assert_eq!(done(&with(How { strict: true, ..HOW }, folder.path())).exit_code, 1);
}

#[test]
fn a_diff_writes_nothing_and_a_fix_does() {
    let (folder, mirror) = registry();
    let shown = done(&with(How { diff: true, ..HOW }, folder.path()));
    assert_eq!((shown.exit_code, shown.note.as_str()), (1, "1 file of 2 would change\n"));
    assert!(shown.output.contains("-geolocation: {country: UK}\n+geolocation: {country: GB}\n"));
    assert_eq!(fs::read_to_string(&mirror).unwrap(), MIRROR);

    let fixed = done(&with(How { fix: Some(Applicability::Safe), ..HOW }, folder.path()));
    assert_eq!(fixed.note, "fixed 1 problem in 1 file\n2 files: no findings\n");
    assert_eq!((fixed.exit_code, fixed.output.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&mirror).unwrap(), MIRROR.replace("UK", "GB"));
    assert_eq!(done(&with(How { diff: true, ..HOW }, folder.path())).exit_code, 0);
}

#[test]
fn a_missing_path_is_a_failure_that_stops_no_other_path() {
    let (folder, mirror) = registry();
    let nothing = PathBuf::from("/nothing/there");
    let alone = done(&request(&nothing));
    assert_eq!((alone.exit_code, alone.output.as_str(), alone.note.as_str()), (3, "", ""));
    assert!(alone.unreadable[0].contains("/nothing/there: there is no such file"));

    let paths = vec![nothing, folder.path().into()];
    let outcome = done(&Request { paths: paths.clone(), ..request(folder.path()) });
    assert_eq!((outcome.exit_code, outcome.output.lines().count()), (3, 1));
    let how = How { fix: Some(Applicability::Safe), ..HOW };
    assert_eq!(done(&Request { paths, how, standard_input: None }).exit_code, 3);
    assert_eq!(fs::read_to_string(&mirror).unwrap(), MIRROR.replace("UK", "GB"));
}

#[test]
fn the_fixed_text_of_standard_input_is_printed() {
    let how = How { fix: Some(Applicability::Safe), ..HOW };
    let request = Request { paths: vec!["-".into()], standard_input: Some(MIRROR.into()), how };
    let outcome = done(&request);
    assert_eq!(outcome.output, MIRROR.replace("UK", "GB"));
    assert_eq!(
        (outcome.note.as_str(), outcome.exit_code),
        ("fixed 1 problem in 1 file\n1 file: no findings\n", 0)
    );
}
