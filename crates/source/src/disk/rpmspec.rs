use std::fs::{self, File};
use std::io;
use std::process::Command;
use std::time::Duration;

use super::limited::run;
use super::scratch::fill;
use crate::apply::AskRpmspec;
use crate::spec::Evr;
use crate::tree::Tree;

/// How long `rpmspec` may run.
const LIMIT: Duration = Duration::from_secs(10);

/// The longest output that is read, in bytes.
const LONGEST: u64 = 64 << 20;

/// Evaluates specs with `rpmspec --parse`, on a scratch copy of the package.
#[derive(Debug, Clone)]
pub struct Rpmspec {
    /// Where programs are searched: the variable `PATH`.
    pub path: String,
}

impl AskRpmspec for Rpmspec {
    fn ask(&self, package: &Tree<'_>, path: &str, el: &str) -> Result<Evr, String> {
        let output = self.parse(package, path, el).unwrap_or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Err("rpmspec is not installed".to_owned()),
            _ => Err(format!("rpmspec cannot be run: {error}")),
        })?;
        evr_of(&output)
    }
}

impl Rpmspec {
    /// The inner error is a spec that rpm refuses.
    fn parse(&self, package: &Tree<'_>, path: &str, el: &str) -> io::Result<Result<String, String>> {
        let scratch = tempfile::tempdir()?;
        let root = scratch.path().join("package");
        fs::create_dir(&root)?;
        fill(&root, package)?;
        let spec = root.join(path);
        let beside = spec.parent().unwrap_or(&root).to_owned();
        let in_specs = beside.file_name().is_some_and(|name| name == "SPECS");
        let sources = if in_specs { beside.with_file_name("SOURCES") } else { beside };
        let (log, errors) = (scratch.path().join("out"), scratch.path().join("err"));
        let mut command = Command::new("rpmspec");
        command.arg("--parse").arg(&spec);
        for definition in [
            format!("_sourcedir {}", sources.display()),
            "__python /usr/bin/python3".to_owned(),
            "__python3 /usr/bin/python3".to_owned(),
            "ldconfig_scriptlets(n:) %{nil}".to_owned(),
            "forgemeta %{nil}".to_owned(),
            "gometa %{nil}".to_owned(),
            "dist %{nil}".to_owned(),
            "efi_has_alt_arch 0".to_owned(),
            format!("rhel {el}"),
        ] {
            command.args(["--define", &definition]);
        }
        command
            .current_dir(&root)
            .env_clear()
            .env("PATH", &self.path)
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", scratch.path())
            .stdout(File::create(&log)?)
            .stderr(File::create(&errors)?);
        match run(&mut command, LIMIT)? {
            None => return Ok(Err("rpmspec did not end within 10 seconds".to_owned())),
            Some(status) if !status.success() => {
                let text = String::from_utf8_lossy(&fs::read(&errors)?).into_owned();
                let first = text.lines().find(|line| line.contains("error")).unwrap_or_default();
                return Ok(Err(format!("rpmspec refuses the spec: {}", first.trim_start_matches("error: "))));
            }
            Some(_) => {}
        }
        if fs::metadata(&log)?.len() > LONGEST {
            return Ok(Err("the output of rpmspec is too long".to_owned()));
        }
        Ok(Ok(String::from_utf8_lossy(&fs::read(&log)?).into_owned()))
    }
}

/// Epoch, version and release of an expanded spec.
fn evr_of(output: &str) -> Result<Evr, String> {
    let word = |tag: &str| {
        let value = output.lines().find_map(|line| line.strip_prefix(tag)?.strip_prefix(':'))?;
        value.split_whitespace().next_back().map(|word| resolved(output, word, 0))
    };
    let missing = |tag: &str| format!("rpmspec shows no line `{tag}:`");
    let evr = Evr {
        epoch: word("Epoch"),
        version: word("Version").ok_or_else(|| missing("Version"))?,
        release: word("Release").ok_or_else(|| missing("Release"))?,
    };
    let shown = evr.to_string();
    if shown.contains('%') { Err(format!("rpmspec leaves `{shown}`")) } else { Ok(evr) }
}

/// A word with the macros that rpmspec left replaced by what the spec defines.
fn resolved(output: &str, word: &str, depth: usize) -> String {
    let mut rest = word;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("%{") {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        if !name.starts_with('?') {
            let defined = output.lines().find_map(|line| {
                let line = line.trim_start();
                let rest = line.strip_prefix("%define ").or_else(|| line.strip_prefix("%global "))?;
                let mut words = rest.split_whitespace();
                (words.next() == Some(name)).then(|| words.next_back()).flatten()
            });
            match defined {
                Some(value) if depth < 16 => text.push_str(&resolved(output, value, depth + 1)),
                _ => text.push_str(&format_left(name)),
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn format_left(name: &str) -> String {
    ["%{", name, "}"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tags_of_the_output_count_and_left_macros_are_looked_up() {
        let output = "%global base 4\nVersion: %{base}.1\nRelease: %{?x}2\nVersion: 9\n";
        assert_eq!(evr_of(output).unwrap().to_string(), "4.1-2");
        assert!(evr_of("Version: 1\nRelease: %autorelease\n").is_err());
        assert!(evr_of("Version: 1\n").is_err());
    }
}
