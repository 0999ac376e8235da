//! Judges a registry and says how long it took: `cargo run --release -p maneki-lint --example judge -- FOLDER`.
#![expect(clippy::disallowed_methods, reason = "an example measures time and reads its arguments")]
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::path::Path;
use std::time::Instant;

use maneki_diagnostics::concise;
use maneki_lint::{Options, judge};
use maneki_registry::SourceTree;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "examples/registry".into());
    let knows_city =
        |country, state: Option<&str>, city: &str| maneki_geo::city(country, state, city).is_some();
    let options = Options { knows_city: Some(&knows_city), ..Options::default() };
    let begin = Instant::now();
    let source = SourceTree::look(Path::new(&folder))?;
    let read = begin.elapsed();
    let found = judge(&source, &options);
    let judged = begin.elapsed();
    for diagnostic in &found {
        println!("{}", concise(diagnostic));
    }
    println!("{} files read in {read:?}, judged after {judged:?}", source.mirrors.len());
    Ok(())
}
