use std::collections::BTreeMap;

use maneki_diagnostics::{RuleCode, Severity};

use maneki_model::BaseUrl;

use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("swapped-names"),
    severities: &[Severity::Warning],
    summary: "Two files have each other's names.",
    what: "Finds two files each of which declares the mirror that the name of the other one stands for, and two mirrors each of which has the other's host in its URLs.",
    why: "Whoever edits one of them changes the other mirror.",
    example: "name: b.example.org  # in a.example.org.yml, while b.example.org.yml has a.example.org",
    fix: "Exchange the names of the files, or the contents.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for (a, b) in pairs(whole) {
        for (one, other) in [(a, b), (b, a)] {
            let (Some(one), Some(other)) = (whole.mirrors.get(one), whole.mirrors.get(other)) else {
                continue;
            };
            let Some(name) = &one.name else { continue };
            let message =
                format!("the name of this mirror belongs to {}, and the other way round", other.path);
            findings.warn(one.path, name.node.span, message, "exchange the two names");
        }
    }
}

/// The pairs, each once, by their places among the mirrors.
pub(super) fn pairs(whole: &Whole<'_>) -> Vec<(usize, usize)> {
    let mut by_domain: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, file) in whole.mirrors.iter().enumerate() {
        if let Some(name) = &file.name {
            by_domain.entry(domain(name.value)).or_default().push(place);
        }
    }
    let mut pairs = Vec::new();
    for (place, file) in whole.mirrors.iter().enumerate() {
        // By the name of the file, or by the host of the first URL: where the other mirror's name would be.
        let hosts = file.urls.first().and_then(|declared| declared.url.as_ref()).map(BaseUrl::host);
        for wanted in [Some(file.stem()), hosts].into_iter().flatten() {
            // A domain under which very many mirrors stand is a hoster's, and no typing error is found there.
            let near = by_domain.get(domain(wanted)).filter(|near| near.len() <= 50);
            let others = near.into_iter().flatten().copied().filter(|&other| other > place);
            pairs.extend(others.filter_map(|other| {
                let second = whole.mirrors.get(other)?;
                (by_file(file, second) || by_host(file, second)).then_some((place, other))
            }));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What follows the first label: `example.org` of `mirror.example.org`.
fn domain(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, domain)| domain)
}

/// Whether each file is called like the other's mirror, but for a slip of the finger, and not like its own.
fn by_file(a: &MirrorFile<'_>, b: &MirrorFile<'_>) -> bool {
    let (Some(name_a), Some(name_b)) = (&a.name, &b.name) else { return false };
    let distance = |stem: &str, name: &str| strsim::osa_distance(stem, name);
    let like = |stem: &str, name: &str| domain(stem) == domain(name) && distance(stem, name) <= 2;
    like(a.stem(), name_b.value)
        && like(b.stem(), name_a.value)
        && distance(a.stem(), name_b.value) < distance(a.stem(), name_a.value)
        && distance(b.stem(), name_a.value) < distance(b.stem(), name_b.value)
}

/// Whether all URLs of each mirror have the other one's name for a host.
fn by_host(a: &MirrorFile<'_>, b: &MirrorFile<'_>) -> bool {
    let (Some(name_a), Some(name_b)) = (&a.name, &b.name) else { return false };
    let all = |file: &MirrorFile<'_>, name: &str| {
        let mut hosts = file.urls.iter().filter_map(|declared| declared.url.as_ref()).map(BaseUrl::host);
        !file.urls.is_empty() && hosts.all(|host| host == name)
    };
    name_a.value != name_b.value && all(a, name_b.value) && all(b, name_a.value)
}
