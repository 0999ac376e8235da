use jiff::SignedDuration as TimeSpan;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_registry::duration;

use crate::mirror_file::{MirrorFile, text_of};
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("update-frequency-slow"),
        severities: &[Severity::Warning, Severity::Info],
        summary: "A mirror is synchronised rarely.",
        what: "Finds values of `update_frequency` above `mirror.lint.slowest_update` of the configuration (three hours by default). A value of at least `allowed_outdate` in `config.yml` is a warning.",
        why: "The mirror lags behind the reference, and is served later after each release. A mirror that is synchronised less often than `allowed_outdate` is out of date most of the time.",
        example: "update_frequency: 1d",
        fix: "Synchronise more often: with rsync an unchanged tree costs almost nothing.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, world, findings);
    }
}

fn check_file(file: &MirrorFile, world: &World, findings: &mut Findings<'_>) {
    let Some(written) = text_of(file.root(), "update_frequency") else { return };
    let Some(frequency) = duration(written.value) else { return };
    let shown = maneki_ground_diagnostics::shown(written.value);
    let outdated =
        world.catalog.as_ref().map(|catalog| catalog.allowed_outdate).filter(|&limit| frequency >= limit);
    if outdated.is_some() {
        let message = format!(
            "`update_frequency`: a mirror that is synchronised every {shown} is out of date most of the time"
        );
        let help = "synchronise more often than `allowed_outdate` in config.yml";
        findings.warn(&file.path, written.node.span, message, help);
    } else if frequency > world.options.slowest_update {
        let message = format!("`update_frequency`: {shown} is a long time between two synchronisations");
        let limit = TimeSpan::try_from(world.options.slowest_update).unwrap_or(TimeSpan::MAX);
        let help = format!("synchronise every {limit:#} or more often");
        findings.advise(&file.path, written.node.span, message, help);
    }
}
