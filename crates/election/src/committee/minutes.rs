use std::sync::Arc;

use jiff::civil::Date;

use crate::read::Source;

/// A decision as it is listed, or a piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The first line.
    pub text: String,
    /// All lines, those of deeper items included.
    pub whole: String,
    /// The heading, the paragraph before the list, and the outermost item above.
    pub topic: String,
    /// From 1.
    pub line: usize,
}

/// The minutes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    pub path: Arc<str>,
    /// The date of the file name, else of the heading.
    pub date: Option<Date>,
    pub heading_date: Option<Date>,
    /// The keys of the front matter; `None` without one.
    pub front_matter: Option<Vec<String>>,
    pub present: Vec<String>,
    pub absent: Vec<String>,
    pub decisions: Vec<Item>,
    pub text: Vec<Item>,
    pub has_attendance: bool,
    pub has_decisions: bool,
    pub has_text: bool,
}

/// The part of the minutes in which a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    Present,
    Absent,
    Guests,
    Decisions,
    Text,
}

/// Reads minutes. Nothing in them is an error.
pub fn read_minutes(source: &Source) -> Minutes {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let mut minutes = Minutes {
        path: source.path.clone(),
        date: name.get(..10).and_then(|date| date.parse().ok()),
        heading_date: None,
        front_matter: None,
        present: Vec::new(),
        absent: Vec::new(),
        decisions: Vec::new(),
        text: Vec::new(),
        has_attendance: false,
        has_decisions: false,
        has_text: false,
    };
    let lines: Vec<&str> = source.text.lines().collect();
    let start = front_matter(&lines, &mut minutes);
    let mut reader = Reader {
        minutes,
        part: Part::Before,
        heading: String::new(),
        paragraph: String::new(),
        outer: String::new(),
    };
    let mut in_code = false;
    for (number, line) in lines.iter().enumerate().skip(start) {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            reader.line(line, number + 1);
        }
    }
    let mut minutes = reader.minutes;
    minutes.date = minutes.date.or(minutes.heading_date);
    minutes
}

/// Reads the keys of the front matter, and returns the number of the line after it.
fn front_matter(lines: &[&str], minutes: &mut Minutes) -> usize {
    if lines.first().map(|line| line.trim_end()) != Some("---") {
        return 0;
    }
    let Some(end) = lines.iter().skip(1).position(|line| line.trim_end() == "---") else { return 0 };
    let keys = lines[1..=end].iter().filter_map(|line| line.split_once(':'));
    minutes.front_matter = Some(keys.map(|(key, _)| key.trim().to_owned()).collect());
    end + 2
}

struct Reader {
    minutes: Minutes,
    part: Part,
    heading: String,
    paragraph: String,
    outer: String,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) {
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        if let Some(heading) = text.strip_prefix('#') {
            self.heading(heading.trim_start_matches('#').trim());
            return;
        }
        let indent = line.chars().take_while(|character| character.is_whitespace()).count();
        let item = list_item(text);
        match self.part {
            Part::Present => self.minutes.present.extend(name(item.unwrap_or(text))),
            Part::Absent => self.minutes.absent.extend(name(item.unwrap_or(text))),
            Part::Decisions => self.decision(item, text, indent, number),
            Part::Text => self.text(item, text, indent, number),
            Part::Before | Part::Guests => {}
        }
    }

    fn heading(&mut self, heading: &str) {
        let lower = heading.to_lowercase();
        let date =
            heading.rsplit_once('(').and_then(|(_, date)| date.get(..10)).and_then(|date| date.parse().ok());
        if self.minutes.heading_date.is_none() && date.is_some() && self.part == Part::Before {
            self.minutes.heading_date = date;
            return;
        }
        self.part = if lower.contains("board attendees") || lower.contains("community attendees") {
            Part::Guests
        } else if lower == "attendance" || lower.contains("member attendees") {
            self.minutes.has_attendance = true;
            Part::Present
        } else if lower.contains("unable to attend") {
            Part::Absent
        } else if lower.contains("decisions adopted") {
            self.minutes.has_decisions = true;
            Part::Decisions
        } else if lower == "minutes" {
            self.minutes.has_text = true;
            Part::Text
        } else if self.part == Part::Text || self.part == Part::Decisions {
            Part::Text
        } else {
            self.part
        };
        if self.part == Part::Text {
            self.heading = if lower == "minutes" { String::new() } else { heading.to_owned() };
            self.paragraph.clear();
            self.outer.clear();
            if lower != "minutes" {
                self.minutes.has_text = true;
            }
        }
    }

    fn decision(&mut self, item: Option<&str>, text: &str, indent: usize, line: usize) {
        match (item, self.minutes.decisions.last_mut()) {
            (Some(item), _) if indent < 2 => {
                if !is_nothing(item) {
                    let (text, whole) = (item.to_owned(), item.to_owned());
                    self.minutes.decisions.push(Item { text, whole, topic: String::new(), line });
                }
            }
            (_, Some(last)) => {
                last.whole.push('\n');
                last.whole.push_str(item.unwrap_or(text));
            }
            (_, None) => {}
        }
    }

    fn text(&mut self, item: Option<&str>, text: &str, indent: usize, line: usize) {
        let own = item.unwrap_or(text);
        if item.is_none() {
            own.clone_into(&mut self.paragraph);
            self.outer.clear();
        } else if indent < 2 {
            own.clone_into(&mut self.outer);
        }
        let topic = [self.heading.as_str(), &self.paragraph, &self.outer].join("\n");
        self.minutes.text.push(Item { text: own.to_owned(), whole: own.to_owned(), topic, line });
    }
}

/// The text of a list item with a bullet or a number.
fn list_item(text: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].into_iter().find_map(|mark| text.strip_prefix(mark));
    bullet.map(str::trim).or_else(|| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text.get(digits..)?;
        let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
        (digits > 0).then_some(rest.trim())
    })
}

/// The name of a person, without a note in brackets.
fn name(text: &str) -> Option<String> {
    let name = text.split(['(', '[']).next().unwrap_or_default().trim().trim_end_matches('.');
    (!name.is_empty() && !is_nothing(text)).then(|| name.to_owned())
}

fn is_nothing(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    matches!(lower.as_str(), "n/a" | "none" | "-")
        || (lower.starts_with("no ") && lower.contains("attendees"))
}
