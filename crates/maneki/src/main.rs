//! The program `maneki`.

use std::process::ExitCode;

fn main() -> ExitCode {
    maneki::run()
}
