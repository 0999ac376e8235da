//! Prints the findings about a registry as a SARIF log: `cargo run -p maneki-mirror-lint --example sarif -- PATH`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use maneki_ground_diagnostics::ToolRule;
use maneki_mirror_lint::{Format, Options, RULES, lint};

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let linted = lint(&paths, None, &Options::default());
    let rules: Vec<ToolRule<'_>> = RULES.iter().map(|rule| rule.doc.tool_rule()).collect();
    print!("{}", Format::Sarif.render(&linted, &rules, false, env!("CARGO_PKG_VERSION")));
}
