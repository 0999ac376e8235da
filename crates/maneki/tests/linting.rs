//! `maneki mirror lint`, `maneki mirror new` and `maneki mirror schema` as people and programs call them.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the files that are linted")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use maneki_testkit::{example_registry, shared};
use tempfile::{TempDir, tempdir};

const GOOD: &str = "name: a.example.org\naddress:\n  https: https://a.example.org/linux/\nupdate_frequency: 3h\n\
    sponsor: S\nsponsor_url: https://example.org/\n";

/// A folder in which commands run.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        name.to_owned()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_maneki"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that asks nothing may have ended already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// Runs a line as a shell would, with the program on its path.
    fn shell(&self, line: &str) -> (i32, String, String) {
        let folder = Path::new(env!("CARGO_BIN_EXE_maneki")).parent().unwrap();
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(self.0.path())
            .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn lint(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run(&[&["mirror", "lint"], arguments].concat(), "")
    }
}

#[test]
fn the_example_has_nothing_worse_than_advice() {
    let registry = example_registry();
    let (code, out, err) = Desk::new().lint(&["--strict", "--format", "concise", registry.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}");
    assert!(out.lines().all(|line| line.contains(": info[")), "{out}");
    assert!(err.contains("0 errors, 0 warnings"), "{err}");
}

#[test]
fn a_finding_is_one_line_with_its_place_and_its_rule() {
    let desk = Desk::new();
    let path = desk.file("a.example.org.yml", &format!("{GOOD}geolocation:\n  country: UK\n"));
    let (code, out, _) = desk.lint(&["--format", "concise", &path]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("a.example.org.yml:8:12: warning[country-not-iso]: `geolocation.country`: `UK`"),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1);
    assert_eq!(desk.lint(&["--strict", &path]).0, 1);
}

#[test]
fn errors_fail_and_one_bad_file_never_stops_the_others() {
    let desk = Desk::new();
    let broken = desk.file("b.yml", "name: [");
    let other = desk.file("c.yml", &GOOD.replace("https://a", "https://user:hunter2@a"));
    let (code, out, _) = desk.lint(&["--format", "concise", &broken, &other]);
    assert_eq!(code, 1);
    assert!(out.contains("b.yml:1:") && out.contains("error[yaml-syntax]"), "{out}");
    assert!(out.contains("c.yml:3:10: error[url-invalid]"), "{out}");
    for format in ["full", "concise", "json", "github", "sarif"] {
        let (_, out, err) = desk.lint(&["--format", format, &broken, &other]);
        assert!(!out.contains("hunter2") && !err.contains("hunter2"), "{format}");
        assert!(out.contains("url-invalid") || format == "github", "{format}: {out}");
    }
}

#[test]
fn a_broken_config_is_a_finding_and_a_path_that_is_none_a_failure() {
    let desk = Desk::new();
    desk.file("registry/config.yml", "config_version: 3\nversions: [");
    let (code, out, _) = desk.lint(&["--format", "concise", "registry"]);
    assert_eq!(code, 1);
    assert!(out.contains("registry/config.yml:"), "{out}");
    let (code, out, err) = desk.lint(&["nowhere"]);
    assert_eq!((code, out.as_str()), (3, ""));
    assert!(err.starts_with("error: nowhere: "), "{err}");
    // It does not stop the others.
    let (code, out, err) = desk.lint(&["--format", "concise", "nowhere", "registry", "elsewhere"]);
    assert_eq!(code, 3);
    assert!(out.starts_with("registry/config.yml:"), "{out}");
    assert!(err.contains("error: nowhere: ") && err.contains("error: elsewhere: "), "{err}");
}

#[test]
fn fixes_touch_the_place_and_nothing_else() {
    let desk = Desk::new();
    let text = format!("# ours\n{GOOD}geolocation: {{country:   UK}} # island\nsubnets:\n- '192.0.2.7/24'\n");
    let path = desk.file("a.example.org.yml", &text);
    let (code, diff, _) = desk.lint(&["--diff", &path]);
    assert_eq!(code, 1);
    assert!(
        diff.contains("-geolocation: {country:   UK}") && diff.contains("+geolocation: {country:   GB}"),
        "{diff}"
    );
    assert_eq!(desk.read(&path), text);
    desk.lint(&["--fix", &path]);
    let fixed = text.replace("UK", "GB").replace("192.0.2.7/24", "192.0.2.0/24");
    assert_eq!(desk.read(&path), fixed);
    desk.lint(&["--fix", &path]);
    assert_eq!(desk.read(&path), fixed);
}

#[test]
fn a_rule_is_explained_by_its_code() {
    let desk = Desk::new();
    let (code, out, _) = desk.run(&["mirror", "rule", "country-not-iso"], "");
    assert_eq!(code, 0);
    assert!(out.contains("country-not-iso") && out.contains("ISO 3166-1"), "{out}");
    let (code, _, err) = desk.run(&["mirror", "rule", "country-not-is"], "");
    assert!(code == 2 && err.contains("did you mean `country-not-iso`?"), "{err}");
}

#[test]
fn machine_formats_can_be_read() {
    let desk = Desk::new();
    let path = desk.file("a.example.org.yml", &format!("{GOOD}City: Berlin\n"));
    let json: serde_json::Value = serde_json::from_str(&desk.lint(&["--format", "json", &path]).1).unwrap();
    assert!(json.to_string().contains("\"unknown-key\""), "{json}");
    let sarif: serde_json::Value = serde_json::from_str(&desk.lint(&["--format", "sarif", &path]).1).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "unknown-key");
    let (_, github, _) = desk.lint(&["--format", "github", &path]);
    assert!(github.starts_with("::warning ") && github.contains("file=a.example.org.yml,line=7"), "{github}");
}

#[test]
fn a_mirror_file_is_made_from_flags_and_never_overwritten() {
    let desk = Desk::new();
    let flags = [
        "mirror",
        "new",
        "--name",
        "b.example.org",
        "--url",
        "https://b.example.org/linux/",
        "--sponsor",
        "Example: Ltd",
        "--sponsor-url",
        "https://example.org/",
        "--city",
        "Reykjavík",
    ];
    let (code, out, err) = desk.run(&flags, "");
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.ends_with("wrote b.example.org.yml\n"), "{out}");
    let text = desk.read("b.example.org.yml");
    assert!(text.contains("country: IS"), "{text}");
    assert_eq!(desk.lint(&["--strict", "b.example.org.yml"]).0, 0);
    let (code, _, err) = desk.run(&flags, "");
    assert_eq!(code, 3);
    assert!(err.contains("b.example.org.yml"), "{err}");
    assert_eq!(desk.read("b.example.org.yml"), text);
}

#[test]
fn a_mirror_file_with_an_error_is_not_written() {
    let desk = Desk::new();
    let flags = [
        "mirror",
        "new",
        "--name",
        "c.example.org",
        "--url",
        "https://10.0.0.1/linux/",
        "--sponsor",
        "S",
        "--sponsor-url",
        "https://example.org/",
    ];
    let (code, out, _) = desk.run(&flags, "");
    assert_eq!(code, 1);
    assert!(
        out.contains("`10.0.0.1` is not reachable from the internet") && out.contains("nothing was written"),
        "{out}"
    );
    assert!(!Path::new(&desk.0.path().join("c.example.org.yml")).exists());
    let (code, _, err) = desk.run(&["mirror", "new", "--name", "d.example.org"], "");
    assert_eq!(code, 3);
    assert!(err.contains("give the answers as flags"), "{err}");
}

#[test]
fn schemas_are_those_in_the_repository() {
    for of in ["mirror", "config"] {
        let (code, out, _) = Desk::new().run(&["mirror", "schema", of], "");
        let committed = example_registry().join(format!("../../schemas/{of}.schema.json"));
        assert_eq!((code, out), (0, fs::read_to_string(committed).unwrap()));
    }
}

#[test]
fn the_real_registry_has_warnings_and_no_error() {
    let Some(registry) = shared("data/almalinux-registry") else { return };
    let (code, out, err) = Desk::new().lint(&["--format", "concise", registry.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(err.contains("531 files: 0 errors, "), "{err}");
    assert_eq!(out.lines().filter(|line| line.contains("[country-not-iso]")).count(), 6);
}

#[test]
fn unsafe_fixes_alone_write_nothing() {
    let desk = Desk::new();
    let text = format!("{GOOD}geolocation: {{City: Berlin, cty: Bonn}}\n");
    let path = desk.file("a.example.org.yml", &text);
    let (code, _, err) = desk.lint(&["--unsafe-fixes", &path]);
    assert_eq!(code, 2);
    assert!(err.contains("add --diff to show them"), "{err}");
    assert_eq!(desk.read(&path), text);
    // Two keys do not become one.
    desk.lint(&["--fix", "--unsafe-fixes", &path]);
    assert_eq!(desk.read(&path), text.replace("City", "city"));
}

#[test]
fn a_path_is_judged_once_and_a_device_is_none() {
    let desk = Desk::new();
    let path = desk.file("a.example.org.yml", &format!("{GOOD}geolocation: {{country: UK}}\n"));
    let again = format!("./{path}");
    let (_, out, err) = desk.lint(&["--format", "concise", &path, &again]);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(err.starts_with("1 file: "), "{err}");
    let (code, _, err) = desk.lint(&["/dev/zero"]);
    assert_eq!(code, 3);
    assert!(err.contains("neither a file nor a folder"), "{err}");
}

#[test]
fn one_defect_is_told_once() {
    let desk = Desk::new();
    let path = desk.file("a.example.org.yml", &format!("{GOOD}private: true\nsubnets: [nonsense]\n"));
    let (_, out, _) = desk.lint(&["--format", "concise", &path]);
    assert_eq!(out.lines().count(), 1, "{out}");
    let cloud = format!("{GOOD}cloud_type: aws\n");
    for text in [
        GOOD.replace("name: a.example.org", "name: true"),
        format!("{cloud}cloud_regions: [5]\n"),
        format!("{cloud}cloud_region: [all]\n"),
        format!("{cloud}Cloud_Regions: [all]\n"),
        GOOD.replace("address:", "adress:"),
        GOOD.replace("a.example.org\n", "A.example.org\n"),
    ] {
        let path = desk.file("a.example.org.yml", &text);
        let (_, out, _) = desk.lint(&["--format", "concise", &path]);
        assert_eq!(out.lines().count(), 1, "{out}");
    }
    let config = fs::read_to_string(example_registry().join("config.yml")).unwrap();
    desk.file("registry/config.yml", &config.replace("mirrors_dir: mirrors.d", "mirrors_dir: 5"));
    let (_, out, _) = desk.lint(&["--format", "concise", "registry"]);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("error[wrong-type]: `mirrors_dir`"), "{out}");
}

#[test]
fn the_examples_of_the_help_work() {
    let desk = Desk::new();
    let root = example_registry().join("../..");
    fs::create_dir(desk.0.path().join("examples")).unwrap();
    let copied = Command::new("cp")
        .args([
            "-r".as_ref(),
            root.join("examples/registry").as_os_str(),
            desk.0.path().join("examples").as_os_str(),
        ])
        .status();
    assert!(copied.unwrap().success());
    for command in ["lint", "new", "schema"] {
        let (code, help, _) = desk.run(&["mirror", command, "--help"], "");
        assert_eq!(code, 0);
        assert!(help.contains("Exit codes:\n  0  "), "{help}");
        let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  maneki ")).collect();
        assert!(examples.len() >= 2, "{help}");
        for example in examples {
            let (code, out, err) = desk.shell(&format!("maneki {example}"));
            // The one that asks gets no answer here.
            let expected = if example == "mirror new examples/registry" { 3 } else { 0 };
            assert_eq!(code, expected, "{example}: {out}{err}");
        }
    }
    assert!(desk.read("mirror.example.org.yml").contains("country: DE"));
}

#[test]
fn an_address_of_ones_own_is_for_who_allows_it() {
    let desk = Desk::new();
    let private = GOOD.replace("https://a.example.org", "http://10.0.0.1").replace("https:", "http:");
    let path = desk.file("a.example.org.yml", &private);
    let (code, out, _) = desk.lint(&["--format", "concise", &path]);
    assert_eq!(code, 1);
    assert!(out.contains("error[address-not-public]"), "{out}");
    let allowed = desk.file("allow.toml", "[outbound]\nallow_private_addresses = true\n");
    let (code, out, _) = desk.lint(&["--format", "concise", "--config", &allowed, &path]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, out, _) =
        desk.shell(&format!("MANEKI_OUTBOUND__ALLOW_PRIVATE_ADDRESSES=true maneki mirror lint {path}"));
    assert_eq!((code, out.as_str()), (0, "1 file: no findings\n"));
}

#[test]
fn a_url_under_the_key_of_another_protocol_is_told_and_moved() {
    let desk = Desk::new();
    let path = desk.file("a.example.org.yml", &GOOD.replace("https: https:", "http: https:"));
    let (code, out, _) = desk.lint(&["--format", "concise", &path]);
    assert_eq!(code, 0);
    assert!(
        out.contains(
            "a.example.org.yml:3:9: warning[url-scheme]: `address.http`: the scheme of the URL is https"
        ),
        "{out}"
    );
    desk.lint(&["--fix", "--unsafe-fixes", &path]);
    assert_eq!(desk.read(&path), GOOD);
}

#[test]
fn a_host_that_is_too_long_is_told() {
    let desk = Desk::new();
    let host = format!("{}{}", "m23456789.".repeat(25), "mmmm");
    let path =
        desk.file("a.example.org.yml", &GOOD.replace("https://a.example.org", &format!("https://{host}")));
    let (code, out, _) = desk.lint(&["--format", "concise", &path]);
    assert_eq!(code, 1);
    assert!(out.contains("error[url-invalid]: `address.https`: the host is not a host name"), "{out}");
    let path = desk.file("a.example.org.yml", &GOOD.replace("name: a.example.org", &format!("name: {host}")));
    let (_, out, _) = desk.lint(&["--format", "concise", &path]);
    assert!(out.contains("error[name-invalid]: `name`: the name is longer than 253 bytes"), "{out}");
}

#[test]
fn nothing_that_a_stranger_wrote_steers_the_terminal() {
    let desk = Desk::new();
    let nasty = "a\u{1b}[2Jb\u{202e}\u{9b}.yml";
    let text = format!("{GOOD}\"k\\x1b[31m\": x\ngeolocation: {{country: UK}} # \u{202e}1m\n");
    desk.file(nasty, &text.replace("name: a.example.org", "name: \"a\\eb\""));
    desk.file("steer.yml", &text);
    let nowhere = format!("nowhere-{nasty}");
    for format in ["full", "concise", "json", "github", "sarif"] {
        let (code, out, err) = desk.lint(&["--format", format, nasty, "steer.yml", &nowhere]);
        assert_eq!(code, 3);
        assert!(err.contains("error: nowhere-"), "{err}");
        for text in [&out, &err] {
            assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{format}: {text:?}");
        }
        assert!(out.contains("country-not-iso"), "{format}: {out}");
    }
    let (code, out, err) = desk.lint(&["--diff", nasty, "steer.yml"]);
    assert_eq!(code, 1);
    assert!(out.contains("+geolocation: {country: GB}"), "{out}");
    assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{9b}']) && !err.contains('\u{1b}'), "{out:?}");
}

#[test]
fn a_registry_without_mirrors_is_told() {
    let desk = Desk::new();
    desk.file("registry/config.yml", &fs::read_to_string(example_registry().join("config.yml")).unwrap());
    desk.file("registry/mirrors.d/README", "");
    let (code, out, _) = desk.lint(&["--format", "concise", "registry"]);
    assert_eq!((code, out.lines().count()), (0, 1), "{out}");
    assert!(
        out.contains("warning[no-mirrors]: `mirrors_dir`: there is no mirror file in registry/mirrors.d"),
        "{out}"
    );
}

#[test]
fn a_mirror_file_with_a_warning_is_not_written() {
    let desk = Desk::new();
    let flags = [
        "mirror",
        "new",
        "--name",
        "e.example.org",
        "--url",
        "https://e.example.org/a/",
        "--sponsor",
        "S",
        "--sponsor-url",
        "https://example.org/",
    ];
    for more in [["--url", "https://e.example.org/b/"], ["--update-frequency", "banana"]] {
        let (code, out, _) = desk.run(&[&flags[..], &more].concat(), "");
        assert_eq!(code, 1, "{out}");
        assert!(out.contains("fix the errors and warnings above"), "{out}");
        assert!(!desk.0.path().join("e.example.org.yml").exists());
    }
}

#[test]
fn what_is_unusual_is_configured() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("mirror.example.org.yml");
    let mirror = "name: mirror.example.org\naddress: {http: 'http://mirror.example.org/'}\nupdate_frequency: 6h\n\
                  sponsor: S\nsponsor_url: https://example.org/\nsubnets: [185.0.0.0/10]\n";
    fs::write(&file, mirror).unwrap();
    let lint = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maneki"));
        command.args(["mirror", "lint", "--format", "concise"]).arg(&file).current_dir(folder.path());
        command.envs(variables.iter().copied());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let said = lint(&[]);
    assert!(said.contains("[cidr-too-wide]") && said.contains("every 3h or more often"), "{said}");
    assert_eq!(
        lint(&[("MANEKI_MIRROR__LINT__WIDEST_IPV4", "10"), ("MANEKI_MIRROR__LINT__SLOWEST_UPDATE", "6h")]),
        ""
    );
}
