//! Comma-separated values as RFC 4180 defines them, row by row, with the place of every cell.

use std::borrow::Cow;
use std::ops::Range;

use super::report::Report;
use super::source::Source;

/// A cell of a row, trimmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<'text> {
    pub(crate) text: Cow<'text, str>,
    /// The bytes of the cell as it is written.
    pub(crate) bytes: Range<usize>,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row<'text> {
    pub(crate) cells: Vec<Cell<'text>>,
}

impl Row<'_> {
    /// The bytes of the whole row.
    pub(crate) fn bytes(&self) -> Range<usize> {
        let start = self.cells.first().map_or(0, |cell| cell.bytes.start);
        start..self.cells.last().map_or(start, |cell| cell.bytes.end)
    }
}

/// A table: its header, and the rows that have as many cells as the header.
#[derive(Debug)]
pub(crate) struct Table<'text> {
    pub(crate) header: Row<'text>,
    rest: Rows<'text>,
}

impl<'text> Table<'text> {
    /// Reads the header. Columns that are written twice and required ones that are missing are reported; a table
    /// without its required columns is `None`.
    pub(crate) fn open(
        source: &'text Source,
        required: &[&str],
        report: &mut Report<'_>,
    ) -> Option<Table<'text>> {
        let mut rest = Rows { text: &source.text, at: 0 };
        let header = match rest.next()? {
            Ok(header) => header,
            Err(broken) => {
                broken.report(report);
                return None;
            }
        };
        let mut is_doubled = false;
        for (at, cell) in header.cells.iter().enumerate() {
            if header.cells[..at].iter().any(|before| before.text == cell.text) {
                let message = format!("the column `{}` is there twice", cell.text);
                report.error("column-twice", cell.bytes.clone(), message, "remove one of them");
                is_doubled = true;
            }
        }
        let missing: Vec<&&str> =
            required.iter().filter(|name| !header.cells.iter().any(|cell| cell.text == **name)).collect();
        for name in &missing {
            let help = format!("the first line must name the columns {}", required.join(", "));
            report.error("column-missing", header.bytes(), format!("there is no column `{name}`"), &help);
        }
        (missing.is_empty() && !is_doubled).then_some(Self { header, rest })
    }

    /// The position of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.cells.iter().position(|cell| cell.text == name)
    }

    /// The next row that has as many cells as the header; broken ones on the way are reported.
    pub(crate) fn next(&mut self, report: &mut Report<'_>) -> Option<Row<'text>> {
        let columns = self.header.cells.len();
        while !report.is_full() {
            match self.rest.next()? {
                Ok(row) if row.cells.len() == columns => return Some(row),
                Ok(row) => {
                    let message =
                        format!("this row has {} cells, and the header has {columns}", row.cells.len());
                    let help = "put a value that has a comma in it into quotation marks";
                    report.error("csv-syntax", row.bytes(), message, help);
                }
                Err(broken) => broken.report(report),
            }
        }
        None
    }
}

/// A row that cannot be read.
#[derive(Debug)]
struct Broken {
    bytes: Range<usize>,
    message: &'static str,
    help: &'static str,
}

impl Broken {
    fn report(self, report: &mut Report<'_>) {
        report.error("csv-syntax", self.bytes, self.message, self.help);
    }
}

/// Goes through a text row by row. Empty lines are passed over.
#[derive(Debug)]
struct Rows<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Rows<'text> {
    fn next(&mut self) -> Option<Result<Row<'text>, Broken>> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(broken) => {
                    self.skip_line();
                    return Some(Err(broken));
                }
            }
            match bytes.get(self.at) {
                Some(b',') => self.at += 1,
                _ => break,
            }
        }
        self.skip_line();
        Some(Ok(Row { cells }))
    }

    /// The next cell, up to the comma or the end of the line.
    fn cell(&mut self) -> Result<Cell<'text>, Broken> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest.as_bytes().get(spaces) == Some(&b'"') {
            return self.quoted(start + spaces);
        }
        let length = rest.bytes().position(|byte| matches!(byte, b',' | b'\n' | b'\r')).unwrap_or(rest.len());
        self.at = start + length;
        let written = &rest[..length];
        let broken = |at: usize, message, help| Err(Broken { bytes: at..at + 1, message, help });
        if let Some(nul) = written.find('\0') {
            return broken(start + nul, "a NUL byte is not text", "save the file as text");
        }
        if let Some(mark) = written.find('"') {
            let help = "put the whole cell into quotation marks, and double those in it";
            return broken(start + mark, "a quotation mark is in the middle of a cell", help);
        }
        let text = written.trim();
        let begin = start + (written.len() - written.trim_start().len());
        Ok(Cell { text: Cow::Borrowed(text), bytes: begin..begin + text.len() })
    }

    /// A cell in quotation marks, the first of which is at `open`.
    fn quoted(&mut self, open: usize) -> Result<Cell<'text>, Broken> {
        let bytes = self.text.as_bytes();
        let mut at = open + 1;
        let mut doubled = false;
        let close = loop {
            match bytes.get(at) {
                Some(b'"') if bytes.get(at + 1) == Some(&b'"') => {
                    doubled = true;
                    at += 2;
                }
                Some(b'"') => break at,
                Some(b'\0') => {
                    let message = "a NUL byte is not text";
                    return Err(Broken { bytes: at..at + 1, message, help: "save the file as text" });
                }
                Some(_) => at += 1,
                None => {
                    let message = "this quotation mark is never closed";
                    let help = "write a second one at the end of the cell";
                    return Err(Broken { bytes: open..open + 1, message, help });
                }
            }
        };
        let inner = self.text.get(open + 1..close).unwrap_or_default();
        let text = if doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) };
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        let after = self.text.get(close + 1..).unwrap_or_default();
        self.at = close + 1 + (after.len() - after.trim_start_matches([' ', '\t']).len());
        if !matches!(bytes.get(self.at), None | Some(b',' | b'\n' | b'\r')) {
            let help = "quotation marks go around the whole cell";
            let message = "a cell goes on after its closing quotation mark";
            return Err(Broken { bytes: self.at..self.at + 1, message, help });
        }
        Ok(Cell { text, bytes: open..close + 1 })
    }

    fn skip_line(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r');
        self.at += end.map_or(rest.len(), |end| end + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Place = (u32, u32, &'static str);

    fn rows(text: &str) -> (Vec<Vec<String>>, Vec<Place>) {
        let source = Source { path: "roll.csv".into(), text: text.to_owned() };
        let mut report = Report::new(&source);
        let mut rows = Vec::new();
        if let Some(mut table) = Table::open(&source, &["id"], &mut report) {
            while let Some(row) = table.next(&mut report) {
                rows.push(row.cells.into_iter().map(|cell| cell.text.into_owned()).collect());
            }
        }
        let findings = report.into_findings();
        let places = findings.iter().map(|finding| (finding.span.line, finding.span.column, finding.code.0));
        (rows, places.collect())
    }

    #[test]
    fn cells_are_trimmed_and_quotes_are_resolved() {
        let (rows, findings) = rows("id,name\r\n a , \"Bo, \"\"B\"\"\"\r\n\r\n\"two\nlines\",x");
        assert_eq!(rows, [["a", "Bo, \"B\""], ["two\nlines", "x"]]);
        assert_eq!(findings, []);
    }

    #[test]
    fn a_broken_row_costs_only_itself_and_all_of_them_are_reported() {
        let (rows, findings) = rows("id,name\na\nb,c\nd,e,f\ng,\"h\"i\nj,k\"\nl,m\0\nn,o\n");
        assert_eq!(rows, [["b", "c"], ["n", "o"]]);
        let broken =
            [(2, 1), (4, 1), (5, 6), (6, 4), (7, 4)].map(|(line, column)| (line, column, "csv-syntax"));
        assert_eq!(findings, broken);
    }

    #[test]
    fn columns_are_checked_before_rows() {
        assert_eq!(rows("id,id\na,b\n").1, [(1, 4, "column-twice")]);
        assert_eq!(rows("name\na\n").1, [(1, 1, "column-missing")]);
        assert_eq!(rows("id,\"name\na\n").1, [(1, 4, "csv-syntax")]);
    }
}
