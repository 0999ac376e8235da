//! The roll of members, and what was loaded into the voting platform.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::Findings;
use super::standing::rights;
use crate::folder::Folder;
use crate::rules::Reading;

pub(super) fn check(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let roll = &folder.roll;
    let mut organisations: BTreeMap<String, &str> = BTreeMap::new();
    for (place, member) in roll.members.iter().enumerate() {
        if !roll.is_first(place) {
            let message = format!("member `{}` is on the roll twice", member.id);
            findings.error(&roll.path, member.span, "member-duplicate", message, "remove one of the rows");
        }
        let Some(class) = reading.rules().class(&member.class.value) else {
            let names: Vec<&str> = reading.rules().classes.iter().map(|class| class.name.as_str()).collect();
            let message = format!("`{}` is not a class of {}", member.class.value, reading.rules().title);
            let help = format!("the classes are {}", names.join(", "));
            findings.error(&roll.path, member.class.span, "class-unknown", message, &help);
            continue;
        };
        if !class.sponsor {
            continue;
        }
        let Some(organisation) = &member.organisation else {
            let message = format!("sponsor `{}` has no organisation", member.id);
            findings.error(
                &roll.path,
                member.span,
                "sponsor-without-organisation",
                message,
                "fill in `organisation`",
            );
            continue;
        };
        if let Some(other) = organisations.insert(organisation.to_lowercase(), &member.id) {
            let message =
                format!("{organisation} has two sponsor memberships, `{other}` and `{}`", member.id);
            let help = "an organisation has one membership of a class";
            findings.warning(&roll.path, member.span, "organisation-duplicate", message, help);
        }
    }
    voters(folder, reading, findings);
}

/// What the voting platform was given, against who may vote.
fn voters(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let Some((path, voters)) = &folder.voters else { return };
    let roll = &folder.roll;
    let rights = rights(folder, reading);
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, member) in roll.members.iter().enumerate() {
        places.entry(&member.id).or_insert(place);
    }
    let mut seen = BTreeSet::new();
    for voter in voters {
        if !seen.insert(voter.id.as_str()) {
            let message = format!("voter `{}` is in the list twice", voter.id);
            findings.error(path, voter.span, "voter-duplicate", message, "remove one of the rows");
            continue;
        }
        let right = places.get(voter.id.as_str()).map(|&place| &rights[place]);
        match right {
            None => {
                let message = format!("voter `{}` is not on the roll", voter.id);
                findings.error(path, voter.span, "voter-not-eligible", message, "remove the row");
            }
            Some(right) => match &right.why {
                Some(why) => {
                    let message = format!("voter `{}` may not vote: {why}", voter.id);
                    findings.error(path, voter.span, "voter-not-eligible", message, "remove the row");
                }
                None if right.weight != voter.weight.value => {
                    let message = format!(
                        "voter `{}` has the weight {}, and the class has {}",
                        voter.id, voter.weight.value, right.weight
                    );
                    let help = format!("write {}", right.weight);
                    findings.error(path, voter.weight.span, "voter-weight", message, &help);
                }
                None => {}
            },
        }
    }
    for (place, member) in roll.members.iter().enumerate() {
        if rights[place].why.is_none() && roll.is_first(place) && !seen.contains(member.id.as_str()) {
            let message = format!("member `{}` may vote and is not in the list of voters", member.id);
            findings.error(
                &roll.path,
                member.span,
                "voter-missing",
                message,
                "add the member to `voters.csv`",
            );
        }
    }
}
