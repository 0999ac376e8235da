use maneki_ground_diagnostics::Severity;

use crate::rule::RuleDoc;

/// The page that documents all rules of a room; `introduction` is the text above the table.
pub fn reference_page<'a>(introduction: &str, rules: impl IntoIterator<Item = &'a RuleDoc>) -> String {
    let (mut table, mut pages) = (String::new(), String::new());
    for rule in rules {
        let (code, severities) = (rule.code, severities(rule));
        table.push_str(&format!("| [`{code}`](#{code}) | {severities} | {} |\n", rule.summary));
        pages.push_str(&format!("\n#{}", rule_page(rule).replace("\n## ", "\n### ")));
    }
    format!("{introduction}\n| rule | severity | |\n| --- | --- | --- |\n{table}{pages}")
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
