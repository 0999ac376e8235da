//! `cargo dev test`: checks everything. This is the one command that the README names, and that CI runs.
//!
//! 1. [`machine`] examines which programs are installed, and [`steps`] is the list of steps, as data.
//! 2. [`announcement`] says what will happen: steps, duration, changes to the machine.
//! 3. [`machine`], [`schemathesis`] and [`axe`] install what is missing.
//! 4. [`run`] executes the steps in order, with a line before and after each.
//!
//! The output of the steps is passed through. Tests of this crate (`crates/dev/tests`) check layers, licences,
//! manifests and language, so these need no steps.

mod announcement;
mod axe;
mod machine;
mod schemathesis;
mod steps;

use std::time::{Duration, Instant};

use anyhow::bail;

use machine::Machine;
use steps::Step;

/// The arguments of `cargo dev test`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Run all steps, even if one fails
    #[arg(long)]
    keep_going: bool,
}

/// Runs all steps. The error names the first step that fails, or, with `--keep-going`, all of them.
#[expect(clippy::print_stdout, reason = "reports its progress")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let machine = Machine::examine()?;
    let steps = steps::all(&machine);
    let tools: Vec<String> = [schemathesis::to_install(), axe::to_install()].into_iter().flatten().collect();
    println!("{}", announcement::text(&steps, &machine, &tools));
    machine::install(machine.packages_to_install());
    schemathesis::install();
    axe::install();
    let begin = now();
    let mut failed: Vec<&Step> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("==> {} of {}: {}: {step}", index + 1, steps.len(), step.name);
        let begin = now();
        let is_passed = step.run()?;
        let result = if is_passed { "passed" } else { "FAILED" };
        println!("<== {}: {result} after {}\n", step.name, seconds(begin.elapsed()));
        if !is_passed {
            failed.push(step);
            if !arguments.keep_going {
                break;
            }
        }
    }
    if !failed.is_empty() {
        bail!(complaint(&failed));
    }
    println!("all steps passed after {}", seconds(begin.elapsed()));
    Ok(())
}

/// The steps that failed, each with the command that reproduces the failure.
fn complaint(failed: &[&Step]) -> String {
    let lines = failed.iter().map(|step| format!("\n  {}: `{step}`", step.name));
    ["these steps failed; run them again with:".to_owned()].into_iter().chain(lines).collect()
}

#[expect(clippy::disallowed_methods, reason = "measures how long a step takes")]
fn now() -> Instant {
    Instant::now()
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complaint_names_each_step_with_its_command() {
        let machine = Machine {
            has_nextest: true,
            has_cargo_deny: false,
            missing_packages: Vec::new(),
            can_install: false,
        };
        let steps = steps::all(&machine);
        assert_eq!(
            complaint(&[&steps[0], &steps[2]]),
            "these steps failed; run them again with:\
             \n  format: `cargo fmt --all --check`\
             \n  documentation: `RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps \
             --document-private-items --locked`"
        );
    }
}
