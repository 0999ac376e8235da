use jiff::civil::Date;
use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Field, Key, Presence, Table};

use crate::read::{DIALECT, Report, date, text, truth};

/// What `committee.yml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub committee: String,
    pub members: Vec<Seat>,
    pub chairs: Vec<Chair>,
    pub appointments: Vec<Appointment>,
    /// Meetings without published minutes.
    pub meetings: Vec<Date>,
}

/// A member, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub name: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub employer: Option<String>,
    pub conflicts: Option<String>,
    pub director: bool,
    pub span: Span,
}

/// An election of a chair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chair {
    pub name: String,
    pub elected: Date,
    pub annulled: Option<Date>,
    pub span: Span,
}

/// How a member was appointed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    pub name: String,
    pub nominated_by: Option<String>,
    pub questionnaire: Option<Date>,
    pub voted: Option<Date>,
    pub accepted: Option<Date>,
    pub span: Span,
}

impl Seat {
    pub fn is_member_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| to >= day)
    }
}

const fn required(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Required, (), doc)
}

const fn optional(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Optional, (), doc)
}

const fn table(place: &'static str, keys: &'static [Key<()>]) -> Table<()> {
    Table { place, keys, synonyms: &[], neighbours: Vec::new }
}

static FILE: Table<()> = table(
    "at the top of `committee.yml`",
    &[
        required("committee", "The name of the committee."),
        optional("rules", "The rules of the committee."),
        optional("members", "Who is a member, and for which time."),
        optional("chairs", "Elections of the chair."),
        optional("appointments", "How members were appointed."),
        optional("meetings", "Meetings without published minutes."),
    ],
);

static SEAT: Table<()> = table(
    "in a member",
    &[
        required("name", "The name."),
        optional("from", "The first day."),
        optional("to", "The last day."),
        optional("employer", "The employer."),
        optional("conflicts", "Conflicts of interest."),
        optional("director", "Whether the member is a director."),
    ],
);

static CHAIR: Table<()> = table(
    "in a chair",
    &[
        required("name", "The name."),
        required("elected", "The day of the election."),
        optional("annulled", "The day on which the election was annulled."),
    ],
);

static APPOINTMENT: Table<()> = table(
    "in an appointment",
    &[
        required("name", "The name."),
        optional("nominated-by", "The member who nominated."),
        optional("questionnaire", "The day on which the questionnaire was sent."),
        optional("voted", "The day of the vote."),
        optional("accepted", "The day on which the new member accepted."),
    ],
);

static MEETING: Table<()> = table(
    "in a meeting",
    &[required("date", "The day."), optional("minutes", "`none` if there are no minutes.")],
);

/// Reads `committee.yml`; `None` where something is wrong, which is in the report.
pub fn read_record(report: &mut Report<'_>) -> Option<Record> {
    let mut yaml = report.yaml();
    let yaml = &mut yaml;
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, yaml)?;
    let mut record = Record { committee: text(&file, "committee", yaml)?, ..Record::default() };
    for item in file.get("members").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&SEAT, yaml) else { continue };
        let Some(name) = text(&group, "name", yaml) else { continue };
        record.members.push(Seat {
            name,
            from: date(&group, "from", yaml),
            to: date(&group, "to", yaml),
            employer: text(&group, "employer", yaml),
            conflicts: text(&group, "conflicts", yaml),
            director: truth(&group, "director", yaml).unwrap_or(false),
            span: group.span(),
        });
    }
    for item in file.get("chairs").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&CHAIR, yaml) else { continue };
        let (name, elected) = (text(&group, "name", yaml), date(&group, "elected", yaml));
        let annulled = date(&group, "annulled", yaml);
        if let (Some(name), Some(elected)) = (name, elected) {
            record.chairs.push(Chair { name, elected, annulled, span: group.span() });
        }
    }
    for item in file.get("appointments").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&APPOINTMENT, yaml) else { continue };
        let Some(name) = text(&group, "name", yaml) else { continue };
        record.appointments.push(Appointment {
            name,
            nominated_by: text(&group, "nominated-by", yaml),
            questionnaire: date(&group, "questionnaire", yaml),
            voted: date(&group, "voted", yaml),
            accepted: date(&group, "accepted", yaml),
            span: group.span(),
        });
    }
    for item in file.get("meetings").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&MEETING, yaml) else { continue };
        record.meetings.extend(date(&group, "date", yaml));
    }
    (yaml.errors() == 0).then_some(record)
}
