//! `cargo dev test`: is everything in order? The one command of the README, and of CI.
//!
//! 1. [`machine`] finds out what the machine has, and says what it lacks; [`schemathesis`] and [`axe`] bring
//!    what is no program of the machine.
//! 2. [`steps`] is the list of what is looked at, as data.
//! 3. [`run`] takes the steps in their order, with a line before and a line after each.
//!
//! What the steps print goes through as it is. Layers, licences and manifests are judged by tests of this
//! crate (`crates/dev/tests`), so that they need no step of their own.

mod axe;
mod machine;
mod schemathesis;
mod steps;

use std::time::{Duration, Instant};

use anyhow::bail;

use machine::Machine;
use steps::Step;

/// What `cargo dev test` can be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Go through all steps, even when one of them finds something.
    #[arg(long)]
    keep_going: bool,
}

/// Goes through all steps; fails with the first that finds something, or with all of them.
#[expect(clippy::print_stdout, reason = "says which step it is at")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let machine = Machine::look()?;
    schemathesis::bring();
    axe::bring();
    let steps = steps::all(machine);
    let begin = now();
    let mut found: Vec<&Step> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("==> {} of {}: {}: {step}", index + 1, steps.len(), step.name);
        let begin = now();
        let good = step.run()?;
        let verdict = if good { "done" } else { "NOT IN ORDER" };
        println!("<== {}: {verdict} after {}\n", step.name, seconds(begin.elapsed()));
        if !good {
            found.push(step);
            if !arguments.keep_going {
                break;
            }
        }
    }
    if !machine.has_cargo_deny {
        println!("left out: `cargo deny`, which is not installed; the licences are judged by a test too");
    }
    if !found.is_empty() {
        bail!(complaint(&found));
    }
    println!("everything is in order, after {}", seconds(begin.elapsed()));
    Ok(())
}

/// Which steps are to blame, and how to see it again.
fn complaint(found: &[&Step]) -> String {
    let lines = found.iter().map(|step| format!("\n  {}: `{step}`", step.name));
    ["not in order; to see it again:".to_owned()].into_iter().chain(lines).collect()
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
        let machine = Machine { has_nextest: true, has_cargo_deny: false };
        let steps = steps::all(machine);
        assert_eq!(
            complaint(&[&steps[0], &steps[2]]),
            "not in order; to see it again:\
             \n  format: `cargo fmt --all --check`\
             \n  documentation: `RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps \
             --document-private-items --locked`"
        );
    }
}
