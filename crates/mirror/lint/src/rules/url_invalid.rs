use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("url-invalid"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "A URL cannot be used.",
        what: "Finds texts that are not URLs, and URLs that have another scheme than http, https, rsync and ftp, contain a user name, a password, white space, a query, a fragment, `..` in the path, a `%` without two hexadecimal digits or a variable of dnf such as `$basearch`, have a host that is not a host name or port 0, or are longer than 2000 characters.",
        why: "Clients get the URL with a path appended. All clients would see a password, so the file is left out even if clients do not get the URL. Other mistakes in rsync and ftp URLs are warnings, and the URL is ignored.",
        example: "address:
  http: mirror.example.org/os/",
        fix: "Write the URL as a browser shows it: `http://mirror.example.org/os/`. Also change a password that was published.",
    },
    check: Check::Loading("registry::lower::values::base_url"),
};
