use jiff::civil::Date;
use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Field, Table};

use super::day::{date, id, number, optional, required, table, text};
use super::placed::Placed;
use crate::read::{DIALECT, Report};

/// A nomination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination {
    pub nominee: Placed<String>,
    pub nominator: Placed<String>,
    pub submitted: Option<Placed<Date>>,
    pub confirmed: Option<Placed<Date>>,
    pub employer: Option<Placed<String>>,
    /// The person who acts for a sponsor.
    pub representative: Option<Placed<String>>,
    /// `general` or `community`.
    pub seat: Option<Placed<String>>,
    pub terms: Option<Placed<u64>>,
    pub last_term_ended: Option<Placed<Date>>,
    pub name: Option<String>,
    pub statement: Option<String>,
    /// The first key of the item.
    pub span: Span,
}

static FILE: Table<()> = table(
    "at the top of `nominations.yml`",
    &[required("nominations", "The nominees, each with the member who nominates.")],
);

static NOMINATION: Table<()> = table(
    "in a nomination",
    &[
        required("nominee", "The id of the person who is nominated."),
        required("nominator", "The id of the member who nominates."),
        optional("submitted", "The day of the nomination."),
        optional("confirmed", "The day on which the nominee accepted."),
        optional("employer", "The employer of the nominee."),
        optional("representative", "The person who acts for a sponsor."),
        optional("seat", "`general` or `community`."),
        optional("terms", "How many terms in a row the nominee has served."),
        optional("last-term-ended", "The last day of the last term."),
        optional("name", "The name of the nominee."),
        optional("statement", "What the nominee says to voters."),
    ],
);

/// Reads `nominations.yml`; `None` where something is wrong with the file.
pub fn read_nominations(report: &mut Report<'_>) -> Option<Vec<Nomination>> {
    let mut yaml = report.yaml();
    let yaml = &mut yaml;
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, yaml)?;
    let mut nominations = Vec::new();
    for item in file.get("nominations")?.list(yaml)? {
        let Some(group) = item.group(&NOMINATION, yaml) else { continue };
        let (nominee, nominator) = (id(&group, "nominee", yaml), id(&group, "nominator", yaml));
        let seat = text(&group, "seat", yaml);
        if let (Some(seat), Some(field)) = (&seat, group.get("seat"))
            && seat.value != "general"
            && seat.value != "community"
        {
            field.wrong_type("`general` or `community`", None, yaml);
        }
        let nomination = Nomination {
            span: group.span(),
            submitted: date(&group, "submitted", yaml),
            confirmed: date(&group, "confirmed", yaml),
            employer: text(&group, "employer", yaml),
            representative: id(&group, "representative", yaml),
            seat,
            terms: number(&group, "terms", yaml),
            last_term_ended: date(&group, "last-term-ended", yaml),
            name: text(&group, "name", yaml).map(|name| name.value),
            statement: text(&group, "statement", yaml).map(|statement| statement.value),
            nominee: match nominee {
                Some(nominee) => nominee,
                None => continue,
            },
            nominator: match nominator {
                Some(nominator) => nominator,
                None => continue,
            },
        };
        nominations.push(nomination);
    }
    Some(nominations)
}
