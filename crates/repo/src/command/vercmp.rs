use std::cmp::Ordering;
use std::io::{self, BufRead, Read, Write, stdin};
use std::process::ExitCode;

use clap::Args;
use maneki_ground_command::{Failure, Session};
use maneki_ground_diagnostics::one_line;
use maneki_ground_rpm::Evr;

/// A longer line is not a pair of versions.
const LONGEST_LINE: u64 = 64 * 1024;

/// Compare two versions as rpm does.
///
/// A version is written `[epoch:]version[-release]`. Without arguments, pairs are read from standard input: one pair
/// a line, with a tab between the two.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki repo vercmp 1.0~rc1 1.0\n  \
    printf '1.05-1\\t1.5-1\\n' | maneki repo vercmp\n\n\
    Exit codes:\n  0  compared\n  1  a line is not a pair of versions; the others are compared\n  \
    2  wrong usage")]
pub(super) struct Arguments {
    /// The left version
    #[arg(requires = "right")]
    left: Option<String>,
    /// The right version
    right: Option<String>,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        if let (Some(left), Some(right)) = (self.left, self.right) {
            session.print(&(compare(&left, &right).map_err(Failure::Usage)? + "\n"))?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut all_compared = true;
        session.print_with(|output| {
            compare_lines(&mut stdin().lock(), output, |problem| {
                all_compared = false;
                Failure::Outside(problem).report();
            })
        })?;
        Ok(if all_compared { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Answers every line of the input, and reports each line that is not a pair.
fn compare_lines(
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    mut report: impl FnMut(String),
) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        if !read_line(input, &mut line)? {
            break;
        }
        match compare_line(&line) {
            Ok(answer) => writeln!(output, "{answer}")?,
            Err(problem) => {
                // The answers so far come first where both streams go to one terminal.
                output.flush()?;
                report(format!("line {number}: {problem}"));
            }
        }
    }
    Ok(())
}

fn compare_line(line: &[u8]) -> Result<String, String> {
    if line.len() as u64 > LONGEST_LINE {
        return Err(format!("longer than {LONGEST_LINE} bytes"));
    }
    let text = str::from_utf8(line).map_err(|_| "not UTF-8 text".to_owned())?;
    let mut fields = text.split('\t');
    match (fields.next(), fields.next(), fields.next()) {
        (Some(left), Some(right), None) => compare(left, right),
        _ => Err("not a pair of versions; write two versions with one tab between them".to_owned()),
    }
}

fn compare(left: &str, right: &str) -> Result<String, String> {
    let parse = |text| Evr::parse(text).map_err(|bad| format!("`{}`: {bad}", one_line(text)));
    let sign = match parse(left)?.compare(&parse(right)?) {
        Ordering::Less => '<',
        Ordering::Equal => '=',
        Ordering::Greater => '>',
    };
    Ok(format!("{} {sign} {}", one_line(left), one_line(right)))
}

/// Reads a line without its end into `line`, at most one byte more than [`LONGEST_LINE`]; the rest of a longer line
/// is skipped. Returns `false` at the end of the input.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut limited = input.take(LONGEST_LINE + 1);
    if limited.read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    } else if line.len() as u64 > LONGEST_LINE {
        input.skip_until(b'\n')?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed for an input, and what is reported.
    fn run(mut input: &[u8]) -> (String, Vec<String>) {
        let (mut output, mut problems) = (Vec::new(), Vec::new());
        compare_lines(&mut input, &mut output, |problem| problems.push(problem)).unwrap();
        (String::from_utf8(output).unwrap(), problems)
    }

    #[test]
    fn two_versions_are_compared() {
        let answer = |left, right| compare(left, right).unwrap();
        assert_eq!(answer("1.0~rc1", "1.0"), "1.0~rc1 < 1.0");
        assert_eq!(answer("1:1-1", "2-1"), "1:1-1 > 2-1");
        assert_eq!(answer("1.05", "1.5"), "1.05 = 1.5");
    }

    #[test]
    fn an_argument_that_is_not_a_version_is_named() {
        let problem = compare("x:1", "2").unwrap_err();
        assert_eq!(problem, "`x:1`: the epoch `x` is not a number from 0 to 4294967295");
    }

    #[test]
    fn a_line_that_is_not_a_pair_is_an_error_with_its_number_and_the_others_are_answered() {
        let (output, problems) = run(b"1\t2\r\n1 2\n\xff\t1\n2\t1\t0\n3\t\n1-1\t1-1");
        assert_eq!(output, "1 < 2\n1-1 = 1-1\n");
        let no_pair = "not a pair of versions; write two versions with one tab between them";
        assert_eq!(problems[0], format!("line 2: {no_pair}"));
        assert_eq!(problems[1], "line 3: not UTF-8 text");
        assert_eq!(problems[3], "line 5: ``: the version is empty");
        assert_eq!(problems.len(), 4);
    }

    #[test]
    fn a_line_without_end_is_an_error_and_the_next_line_is_answered() {
        let long = [&vec![b'1'; 3_000_000][..], b"\n1\t2\n"].concat();
        let (output, problems) = run(&long);
        assert_eq!(output, "1 < 2\n");
        assert_eq!(problems, ["line 1: longer than 65536 bytes"]);
    }

    #[test]
    fn no_input_gives_no_output() {
        assert_eq!(run(b""), (String::new(), Vec::new()));
    }
}
