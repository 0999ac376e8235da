//! Prints the findings about a registry as a SARIF log: `cargo run -p maneki-mirror-lint --example sarif -- PATH`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use maneki_mirror_lint::{Format, Options, lint};

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let linted = lint(&paths, &Options::default());
    print!("{}", Format::Sarif.render(&linted, false, env!("CARGO_PKG_VERSION")));
}
