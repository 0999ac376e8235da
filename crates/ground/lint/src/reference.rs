use maneki_ground_diagnostics::Severity;

use crate::rule::RuleDoc;

/// The page that documents all rules of a room; `introduction` is the text above the table.
pub fn reference_page<'a>(introduction: &str, rules: impl IntoIterator<Item = &'a RuleDoc>) -> String {
    let rules: Vec<&RuleDoc> = rules.into_iter().collect();
    let table: String = rules.iter().copied().map(row).collect();
    let sections: String = rules.iter().copied().map(section).collect();
    format!("{introduction}\n| rule | severity | |\n| --- | --- | --- |\n{table}{sections}")
}

/// The row of a rule in the table.
fn row(rule: &RuleDoc) -> String {
    let RuleDoc { code, summary, .. } = rule;
    format!("| [`{code}`](#{code}) | {} | {summary} |\n", severities(rule))
}

/// The page of a rule as a section of the page of all rules.
fn section(rule: &RuleDoc) -> String {
    format!("\n#{}", rule_page(rule).replace("\n## ", "\n### "))
}

/// The page that documents one rule.
pub fn rule_page(rule: &RuleDoc) -> String {
    let RuleDoc { code, summary, what, why, example, fix, .. } = rule;
    format!(
        "# `{code}`\n\n{summary} ({})\n\n## What it does\n\n{what}\n\n## Why it matters\n\n{why}\n\n\
         ## Example\n\n```yaml\n{example}\n```\n\n## How to fix it\n\n{fix}\n",
        severities(rule)
    )
}

fn severities(rule: &RuleDoc) -> String {
    rule.severities.iter().copied().map(Severity::word).collect::<Vec<_>>().join(", ")
}
