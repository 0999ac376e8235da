//! Compares what a story promises with what is selected.

use std::collections::BTreeSet;

use maneki_mirror_select::{Choice, Client, Exclusion, Explanation, Slot, explain, isos, select};
use maneki_mirror_snapshot::MirrorId;

use crate::language::{Question, Step};
use crate::stage::Stage;

/// How many slots are tried. That a fair shuffle gives two mirrors one order in all of them happens once in
/// 2^49 times, and the slots are the same in every run.
const SLOTS: u64 = 50;

/// Says what does not come true.
pub(crate) fn judge(stage: &Stage, question: &Question) -> Result<(), String> {
    let (client, query) = (stage.client(&question.client)?, stage.query(question)?);
    let mut orders = vec![BTreeSet::new(); question.answer.len()];
    for slot in (0..SLOTS).map(Slot) {
        let explanation = explain(&stage.snapshot, client, &query, slot);
        if explanation.selection != select(&stage.snapshot, client, &query, slot) {
            return Err("the explanation is of another answer".into());
        }
        let mut rest = explanation.selection.choices.as_slice();
        for (step, orders) in question.answer.iter().zip(&mut orders) {
            let count = step.count()?;
            let (stretch, behind) = rest.split_at(count.min(rest.len()));
            orders.insert(compare(stage, client, step, stretch)?);
            rest = behind;
        }
        if let [more, ..] = rest {
            return Err(format!("{} was not expected", name(stage, *more)));
        }
        compare_rest(stage, question, &explanation)?;
    }
    judge_page(stage, question)?;
    question.answer.iter().zip(&orders).try_for_each(|(step, orders)| is_shuffled(step, orders))
}

/// Finds errors on the page of the requested images: it has the same mirrors twice, as an answer
/// and by country.
fn judge_page(stage: &Stage, question: &Question) -> Result<(), String> {
    if !question.isos {
        return Ok(());
    }
    let (client, folder) = (stage.client(&question.client)?, stage.folder(question)?);
    let page = isos(&stage.snapshot, client, &folder, question.limit, Slot(0));
    if page.nearest != select(&stage.snapshot, client, &stage.query(question)?, Slot(0)) {
        return Err("the page is of another answer".into());
    }
    let near: BTreeSet<MirrorId> = page.nearest.choices.iter().map(|choice| choice.mirror).collect();
    let mut listed = BTreeSet::new();
    for (country, holders) in &page.by_country {
        for holder in holders {
            let entry = stage.snapshot.entry(holder.mirror);
            let end = format!("/{}", folder.path);
            let is_right = entry.place.country == *country
                && holder.url(&stage.snapshot, &folder).is_some_and(|url| url.ends_with(&end));
            if !is_right || !listed.insert(holder.mirror) {
                return Err(format!("{} is in a wrong place of the page", entry.mirror.name));
            }
        }
    }
    if listed == near {
        Ok(())
    } else {
        Err(format!("the page has {listed:?} by country, and {near:?} near"))
    }
}

impl Step {
    fn names(&self) -> Result<&[String], String> {
        match (&self.mirror, &*self.in_order, &*self.any_order) {
            (Some(one), [], []) => Ok(std::slice::from_ref(one)),
            (None, names @ [_, ..], []) | (None, [], names @ [_, ..]) => Ok(names),
            _ => Err("a step has either `mirror`, `in_order` or `any_order`".into()),
        }
    }

    fn count(&self) -> Result<usize, String> {
        let all = self.names()?.len();
        match self.take {
            Some(take) if self.any_order.len() <= take => Err("`take` is less than `any_order`".into()),
            take => Ok(take.unwrap_or(all)),
        }
    }
}

/// Compares a stretch of the answer with a step; gives the order of its mirrors.
fn compare(stage: &Stage, client: &Client, step: &Step, stretch: &[Choice]) -> Result<Vec<String>, String> {
    let found: Vec<String> = stretch.iter().map(|choice| name(stage, *choice)).collect();
    let expected = step.names()?;
    let right = if step.any_order.is_empty() {
        found == expected
    } else {
        let different: BTreeSet<&String> = found.iter().collect();
        found.len() == step.count()?
            && different.len() == found.len()
            && found.iter().all(|name| expected.contains(name))
    };
    if !right {
        return Err(format!("where {expected:?} was expected, there is {found:?}"));
    }
    for choice in stretch {
        let (name, Choice { rung, protocol, .. }) = (name(stage, *choice), choice);
        let distance_km = choice.distance_km(&stage.snapshot, client);
        if rung.word() != step.rung {
            return Err(format!("{name} is on the rung {rung}, not {}", step.rung));
        }
        if step.km.is_some() && step.km != distance_km {
            return Err(format!("{name} is {} km away", distance_km.unwrap_or_default()));
        }
        if step.by.as_ref().is_some_and(|by| by != protocol.scheme()) {
            return Err(format!("{name} is given by {protocol}"));
        }
    }
    Ok(found)
}

/// Compares everything but the list itself.
fn compare_rest(stage: &Stage, question: &Question, explanation: &Explanation) -> Result<(), String> {
    let Explanation { selection, excluded } = explanation;
    if selection.monopoly.is_some() != question.whole_answer {
        return Err(format!("that one mirror is the whole answer is {}", selection.monopoly.is_some()));
    }
    let id = |name: &str| stage.snapshot.find(name).ok_or_else(|| format!("no mirror is called `{name}`"));
    let reason = |name: &str| {
        let id = id(name)?;
        let excluded = excluded.iter().find(|(excluded, _)| *excluded == id);
        excluded.map(|(_, reason)| words(*reason)).ok_or_else(|| format!("{name} is chosen"))
    };
    for name in &question.never {
        reason(name)?;
    }
    for (name, expected) in &question.why_not {
        let found = reason(name)?;
        if found != *expected {
            return Err(format!("{name} is left out for the reason {found}, not {expected}"));
        }
    }
    Ok(())
}

/// The reason, and of ill health which.
fn words(reason: Exclusion) -> String {
    match reason {
        Exclusion::Unhealthy(ill) => format!("{}: {}", reason.word(), ill.word()),
        _ => reason.word().to_owned(),
    }
}

/// In any order means: in more than one, and that every mirror has its turn.
fn is_shuffled(step: &Step, orders: &BTreeSet<Vec<String>>) -> Result<(), String> {
    let seen: BTreeSet<&String> = orders.iter().flatten().collect();
    if let Some(name) = step.any_order.iter().find(|name| !seen.contains(name)) {
        return Err(format!("{name} never has its turn"));
    }
    if step.any_order.len() > 1 && orders.len() == 1 {
        return Err(format!("the order is always {:?}", orders.first()));
    }
    Ok(())
}

fn name(stage: &Stage, choice: Choice) -> String {
    stage.snapshot.entry(choice.mirror).mirror.name.to_string()
}
