use serde_json::{Map, Value, json};

use super::block::Block;
use super::result::PageResult;
use crate::folder::Folder;
use crate::rules::Reading;

/// Everything that the page of an election says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) title: String,
    rules: String,
    seats: u64,
    /// Names of days, with the days.
    dates: Vec<(&'static str, String)>,
    quorum_heads: Option<u64>,
    quorum_weight: Option<u64>,
    term: Option<String>,
    /// Classes with their weights.
    weights: Vec<(String, u64)>,
    nominees: Vec<Nominee>,
    committee: Vec<String>,
    /// Questions with their answers.
    faq: Vec<(String, String)>,
    result: Option<PageResult>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Nominee {
    id: String,
    name: String,
    nominator: String,
}

impl Page {
    pub(crate) fn new(folder: &Folder, reading: &Reading<'_>, result: Option<PageResult>) -> Self {
        let election = &folder.election;
        let days = [
            ("announced", election.announced.as_ref()),
            ("record-date", Some(&election.record_date)),
            ("nominations-open", election.nominations_open.as_ref()),
            ("nominations-close", election.nominations_close.as_ref()),
            ("candidates-published", election.candidates_published.as_ref()),
            ("voting-opens", Some(&election.voting_opens)),
            ("voting-closes", Some(&election.voting_closes)),
            ("results-by", election.results_by.as_ref()),
        ];
        let nominations = folder.nominations.iter().flat_map(|(_, nominations)| nominations);
        let classes = reading.rules().classes.iter();
        Self {
            title: election.title.clone().unwrap_or_else(|| reading.rules().title.clone()),
            rules: reading.rules().name.clone(),
            seats: election.seats.value,
            dates: days.into_iter().filter_map(|(name, day)| Some((name, day?.value.to_string()))).collect(),
            quorum_heads: reading.number("quorum.heads"),
            quorum_weight: reading.number("quorum.weight"),
            term: reading.period("term").map(|term| term.to_string()),
            weights: classes
                .filter_map(|class| Some((class.name.clone(), reading.weight(&class.name)?)))
                .collect(),
            nominees: nominations
                .map(|nomination| Nominee {
                    id: nomination.nominee.value.clone(),
                    name: nomination.name.clone().unwrap_or_else(|| nomination.nominee.value.clone()),
                    nominator: nomination.nominator.value.clone(),
                })
                .collect(),
            committee: election.committee.iter().map(|person| person.value.clone()).collect(),
            faq: faq(folder, reading),
            result,
        }
    }

    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::Paragraph(format!("{} seats are filled. The rules are {}.", self.seats, self.rules)),
            Block::Heading("Milestones".into()),
            table(
                ["day", "date"],
                self.dates.iter().map(|(name, day)| [name.replace('-', " "), day.clone()]),
            ),
            Block::Heading("Weights of votes".into()),
            table(
                ["class", "weight"],
                self.weights.iter().map(|(class, weight)| [class.clone(), weight.to_string()]),
            ),
        ];
        let quorum = [(self.quorum_heads, "members"), (self.quorum_weight, "votes by weight")];
        let quorum: Vec<String> =
            quorum.iter().filter_map(|(percent, of)| Some(format!("{} % of {of}", (*percent)?))).collect();
        if !quorum.is_empty() {
            blocks.push(Block::Heading("Quorum".into()));
            blocks.push(Block::List(quorum));
        }
        if !self.nominees.is_empty() {
            let nominees =
                self.nominees.iter().map(|nominee| [nominee.name.clone(), nominee.nominator.clone()]);
            blocks.push(Block::Heading("Nominees".into()));
            blocks.push(table(["nominee", "nominated by"], nominees));
        }
        if !self.committee.is_empty() {
            blocks.push(Block::Heading("Election committee".into()));
            blocks.push(Block::List(self.committee.clone()));
        }
        if let Some(result) = &self.result {
            blocks.push(Block::Heading("Result".into()));
            blocks
                .push(Block::List(result.elected.iter().map(|name| format!("{name} is elected")).collect()));
            blocks.push(Block::Paragraph(format!("{} of {} members voted.", result.voted, result.eligible)));
            blocks.push(table(
                ["candidate", "total"],
                result.totals.iter().map(|(name, total)| [name.clone(), total.clone()]),
            ));
            if !result.classes.is_empty() {
                let rows = result.classes.iter().map(|(class, votes)| [class.clone(), votes.to_string()]);
                blocks.push(table(["class", "votes"], rows));
            }
            if result.is_merged {
                let note = "Small classes are published together, so that no vote can be attributed.";
                blocks.push(Block::Paragraph(note.into()));
            }
        }
        blocks.push(Block::Heading("Questions".into()));
        for (question, answer) in &self.faq {
            blocks.push(Block::Paragraph(format!("{question} {answer}")));
        }
        blocks
    }

    /// The page for programs.
    pub(crate) fn json(&self) -> Map<String, Value> {
        let dates: Map<String, Value> =
            self.dates.iter().map(|(name, day)| ((*name).to_owned(), json!(day))).collect();
        let weights: Map<String, Value> =
            self.weights.iter().map(|(class, weight)| (class.clone(), json!(weight))).collect();
        let nominees: Vec<Value> = self
            .nominees
            .iter()
            .map(|one| json!({"id": one.id, "name": one.name, "nominator": one.nominator}))
            .collect();
        let mut page = Map::new();
        page.insert("title".into(), json!(self.title));
        page.insert("rules".into(), json!(self.rules));
        page.insert("seats".into(), json!(self.seats));
        page.insert("dates".into(), Value::Object(dates));
        page.insert("quorum".into(), json!({"heads": self.quorum_heads, "weight": self.quorum_weight}));
        page.insert("term".into(), json!(self.term));
        page.insert("weights".into(), Value::Object(weights));
        page.insert("nominees".into(), json!(nominees));
        page.insert("committee".into(), json!(self.committee));
        if let Some(result) = &self.result {
            let classes: Vec<Value> =
                result.classes.iter().map(|(class, votes)| json!({"class": class, "votes": votes})).collect();
            let totals: Vec<Value> =
                result.totals.iter().map(|(name, total)| json!({"name": name, "total": total})).collect();
            let value = json!({
                "elected": result.elected,
                "totals": totals,
                "voted": result.voted,
                "eligible": result.eligible,
                "classes": classes,
            });
            page.insert("result".into(), value);
        }
        page
    }
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Block {
    Block::Table(header.map(str::to_owned).to_vec(), rows.map(|row| row.to_vec()).collect())
}

/// Questions that voters ask, with answers from the rules.
fn faq(folder: &Folder, reading: &Reading<'_>) -> Vec<(String, String)> {
    let election = &folder.election;
    let voters: Vec<&str> = reading
        .rules()
        .classes
        .iter()
        .filter(|class| reading.weight(&class.name).is_some_and(|weight| weight > 0))
        .map(|class| class.name.as_str())
        .collect();
    let mut faq = vec![
        (
            "When is the vote?".to_owned(),
            format!("From {} to {}.", election.voting_opens.value, election.voting_closes.value),
        ),
        (
            "Who may vote?".to_owned(),
            format!(
                "Members of the classes {} who are in good standing on {}.",
                voters.join(", "),
                election.record_date.value
            ),
        ),
    ];
    let method = match reading.word("method") {
        Some("approval") => Some(format!("You mark up to {} candidates.", election.seats.value)),
        Some(_) => Some("You rank as many candidates as you like.".to_owned()),
        None => None,
    };
    let rule = |key: &str, answer: &dyn Fn(&str) -> String| {
        reading.get(key).map(|value| format!("{} ({})", answer(&value.value.to_string()), reading.cited(key)))
    };
    let answers = [
        ("How many votes do I have?", method),
        ("Who may be nominated?", rule("nominee.age", &|age| format!("Members for at least {age}."))),
        ("How long is a term?", rule("term", &|term| format!("{term}."))),
        (
            "What happens with a seat that becomes empty shortly before an election?",
            rule("vacancy.inside", &|ways| format!("It is filled by: {ways}.")),
        ),
        ("Are directors paid?", rule("director.pay", &|_| "No.".to_owned())),
        ("Who chairs the board?", rule("chair.director", &|_| "A director.".to_owned())),
        (
            "How many directors may work for one company?",
            rule("company.directors", &|number| format!("At most {number}.")),
        ),
    ];
    faq.extend(answers.into_iter().filter_map(|(question, answer)| Some((question.to_owned(), answer?))));
    faq
}
