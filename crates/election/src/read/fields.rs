//! Values of YAML files: texts, numbers, days, lists of names.

use jiff::civil::Date;
use maneki_ground_yaml::{Field, Group, Report, ScalarKind};

/// The text of a single value, whatever it is.
pub(crate) fn raw<'tree>(field: &Field<'tree>) -> Option<&'tree str> {
    field.node.scalar().filter(|scalar| scalar.kind != ScalarKind::Null).map(|scalar| scalar.text.as_str())
}

/// The text at a key; numbers and words such as `no` are texts, too.
pub(crate) fn text(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<String> {
    text_at(&group.get(key)?, report)
}

pub(crate) fn text_at(field: &Field<'_>, report: &mut Report<'_>) -> Option<String> {
    let text = raw(field);
    if text.is_none() {
        field.wrong_type("a text", None, report);
    }
    text.map(str::to_owned)
}

/// The day at a key.
pub(crate) fn date(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<Date> {
    let field = group.get(key)?;
    let date = raw(&field).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
    if date.is_none() {
        field.wrong_type("a date", Some("write it as `2026-09-14`"), report);
    }
    date
}

/// The whole number at a key.
pub(crate) fn whole(group: &Group<'_, ()>, key: &str, most: u64, report: &mut Report<'_>) -> Option<u64> {
    group.get(key).and_then(|field| whole_at(&field, most, report))
}

pub(crate) fn whole_at(field: &Field<'_>, most: u64, report: &mut Report<'_>) -> Option<u64> {
    let number = field.node.scalar().and_then(|scalar| match scalar.kind {
        ScalarKind::Integer(integer) => integer.value.and_then(|value| u64::try_from(value).ok()),
        _ => None,
    });
    let number = number.filter(|number| *number <= most);
    if number.is_none() {
        field.wrong_type(&format!("a whole number from 0 to {most}"), None, report);
    }
    number
}

/// The truth value at a key.
pub(crate) fn truth(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<bool> {
    group.get(key)?.boolean(report)
}

/// The list of texts at a key.
pub(crate) fn names(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<Vec<String>> {
    let items = group.get(key)?.list(report)?;
    items.iter().map(|item| text_at(item, report)).collect()
}
