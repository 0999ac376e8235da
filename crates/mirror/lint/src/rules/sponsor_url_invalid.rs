use maneki_ground_diagnostics::Fix;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use url::Url;

use crate::mirror_file::{MirrorFile, text_of};
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("sponsor-url-invalid"),
        severities: &[Severity::Warning],
        summary: "The page of the sponsor is not a URL.",
        what: "Finds values of `sponsor_url` that are not an http or https URL.",
        why: "Pages link to it, and a link without `https://` leads to a page that does not exist.",
        example: "sponsor_url: example.org",
        fix: "Write the whole URL: `https://example.org/`. `--fix --unsafe-fixes` adds `https://`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(page) = text_of(file.root(), "sponsor_url").filter(|page| !page.value.trim().is_empty()) else {
        return;
    };
    let written = page.value.trim();
    if is_page(written) {
        return;
    }
    let completed = format!("https://{written}");
    let lacks_scheme = !written.contains("://") && is_page(&completed);
    let help = if lacks_scheme {
        "add `https://` in front of it"
    } else {
        "write a URL such as `https://example.org/`"
    };
    let message =
        format!("`sponsor_url`: `{}` is not the URL of a page", maneki_ground_diagnostics::shown(written));
    let diagnostic = findings.warn(&file.path, page.node.span, message, help);
    let source = file.text.get(page.node.span.start..page.node.span.end);
    if lacks_scheme && source.is_some_and(|source| source.contains(written) && !source.contains('\n')) {
        let start = page.node.span.start + source.and_then(|source| source.find(written)).unwrap_or_default();
        diagnostic.fix = Some(Fix::safe(start, start, "https://").unsafely());
    }
}

fn is_page(text: &str) -> bool {
    let separated = text.get(..8).is_some_and(|start| start.to_ascii_lowercase().starts_with("http"));
    let has_space = text.contains(char::is_whitespace);
    let url = Url::parse(text).ok().filter(|_| separated && !has_space && text.contains("://"));
    url.is_some_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| host.contains('.') || host.contains(':'))
    })
}
