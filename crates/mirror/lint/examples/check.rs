//! Checks registries or files and prints how long each took:
//! `cargo run --release -p maneki-mirror-lint --example check -- PATH…`.
#![expect(clippy::disallowed_methods, reason = "an example measures time and reads its arguments")]
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::time::Instant;

use maneki_mirror_lint::{Options, lint};

fn main() {
    let options = Options { city_size: Some(maneki_mirror_geo::city_size), ..Options::default() };
    for path in std::env::args().skip(1) {
        let begin = Instant::now();
        let linted = lint(&[&path], None, &options);
        println!("{path}: {} in {:.1?}", linted.summary(), begin.elapsed());
    }
}
