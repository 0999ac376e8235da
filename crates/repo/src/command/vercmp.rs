use std::cmp::Ordering;
use std::io::{self, BufRead, Read};

use clap::Args;
use maneki_ground_diagnostics::one_line;
use maneki_ground_rpm::Evr;

use super::{Failure, Streams};

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
pub struct Arguments {
    /// The left version
    #[arg(requires = "right")]
    left: Option<String>,
    /// The right version
    right: Option<String>,
}

impl Arguments {
    pub(super) fn run(self, streams: &mut Streams<'_>) -> Result<u8, Failure> {
        match (self.left, self.right) {
            (Some(left), Some(right)) => {
                let answer = compare(&left, &right).map_err(Failure::Usage)?;
                writeln!(streams.output, "{answer}")?;
                Ok(0)
            }
            _ => compare_lines(streams),
        }
    }
}

/// Answers every line of the input; a line that is not a pair is an error on the notes.
fn compare_lines(streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let mut exit_code = 0;
    let mut line = Vec::new();
    for number in 1_u64.. {
        if !read_line(streams.input, &mut line)? {
            break;
        }
        match compare_line(&line) {
            Ok(answer) => writeln!(streams.output, "{answer}")?,
            Err(problem) => {
                exit_code = 1;
                // What was answered so far comes first where both streams go to one terminal.
                streams.output.flush()?;
                writeln!(streams.notes, "error: line {number}: {problem}")?;
            }
        }
    }
    Ok(exit_code)
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

    fn run(arguments: &[&str], mut input: &[u8]) -> (Result<u8, String>, String, String) {
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        let mut streams = Streams { input: &mut input, output: &mut output, notes: &mut notes };
        let mut words = arguments.iter().map(|&word| word.to_owned());
        let arguments = Arguments { left: words.next(), right: words.next() };
        let code = arguments.run(&mut streams).map_err(|failure| failure.to_string());
        (code, String::from_utf8(output).unwrap(), String::from_utf8(notes).unwrap())
    }

    #[test]
    fn two_arguments_are_compared() {
        let answer = |left, right| run(&[left, right], b"").1;
        assert_eq!(answer("1.0~rc1", "1.0"), "1.0~rc1 < 1.0\n");
        assert_eq!(answer("1:1-1", "2-1"), "1:1-1 > 2-1\n");
        assert_eq!(answer("1.05", "1.5"), "1.05 = 1.5\n");
    }

    #[test]
    fn an_argument_that_is_not_a_version_is_wrong_usage() {
        let (code, output, _) = run(&["x:1", "2"], b"");
        assert_eq!(code, Err("`x:1`: the epoch `x` is not a number from 0 to 4294967295".to_owned()));
        assert_eq!(output, "");
    }

    #[test]
    fn a_line_that_is_not_a_pair_is_an_error_with_its_number_and_the_others_are_answered() {
        let (code, output, notes) = run(&[], b"1\t2\r\n1 2\n\xff\t1\n2\t1\t0\n3\t\n1-1\t1-1");
        assert_eq!(code, Ok(1));
        assert_eq!(output, "1 < 2\n1-1 = 1-1\n");
        let lines: Vec<&str> = notes.lines().collect();
        assert_eq!(
            lines[0],
            "error: line 2: not a pair of versions; write two versions with one tab between them"
        );
        assert_eq!(lines[1], "error: line 3: not UTF-8 text");
        assert_eq!(lines[3], "error: line 5: ``: the version is empty");
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn a_line_without_end_is_an_error_and_the_next_line_is_answered() {
        let long = [&vec![b'1'; 3_000_000][..], b"\n1\t2\n"].concat();
        let (code, output, notes) = run(&[], &long);
        assert_eq!((code, output.as_str()), (Ok(1), "1 < 2\n"));
        assert_eq!(notes, "error: line 1: longer than 65536 bytes\n");
    }

    #[test]
    fn no_input_gives_no_output() {
        assert_eq!(run(&[], b""), (Ok(0), String::new(), String::new()));
    }
}
