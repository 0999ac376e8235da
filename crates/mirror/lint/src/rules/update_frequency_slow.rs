use jiff::SignedDuration as TimeSpan;
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::{MirrorFile, duration, text_of};
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("update-frequency-slow"),
    severities: &[Severity::Warning, Severity::Info],
    summary: "A mirror is synchronised rarely.",
    what: "Finds values of `update_frequency` above a limit, `lint.slowest_update` of the configuration (three hours by default). From `allowed_outdate` in `config.yml` on it is a warning.",
    why: "The mirror lags behind and is handed out later after each release. One that is synchronised less often than `allowed_outdate` counts as out of date most of the time.",
    example: "update_frequency: 1d",
    fix: "Synchronise more often: with rsync an unchanged tree costs next to nothing.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(written) = text_of(file.root, "update_frequency") else { return };
    let Some(frequency) = duration(written.value) else { return };
    let shown = maneki_ground_diagnostics::shown(written.value);
    let outdated = context.catalog.map(|catalog| catalog.allowed_outdate).filter(|&limit| frequency >= limit);
    if outdated.is_some() {
        let message = format!("a mirror that is synchronised every {shown} is out of date most of the time");
        let help = "`allowed_outdate` in config.yml is no longer than that; synchronise more often";
        findings.warn(file.path, written.node.span, message, help);
    } else if frequency > context.options.slowest_update {
        let message = format!("{shown} between two synchronisations is long");
        let limit = TimeSpan::try_from(context.options.slowest_update).unwrap_or_default();
        let help = format!("every {limit:#} or more often is better");
        findings.advise(file.path, written.node.span, message, help);
    }
}
