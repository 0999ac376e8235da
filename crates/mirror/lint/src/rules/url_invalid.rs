use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("url-invalid"),
    severities: &[Severity::Error, Severity::Warning],
    summary: "A URL cannot be used.",
    what: "Finds URLs that are none, have another scheme than http, https, rsync and ftp, hold a user name, a password, white space, a query or a fragment, have a host that is no host name, port 0, `..` in the path, a `%` without two hexadecimal digits or a variable of dnf such as `$basearch`, or are longer than 2000 characters.",
    why: "Clients are handed the URL with a path appended. A password would be told to all of them, which is why the file is left out even if the URL is one that nobody is sent to. Other faults of rsync and ftp URLs are warnings: the URL is ignored.",
    example: "address:
  http: mirror.example.org/os/",
    fix: "Write the URL as a browser shows it: `http://mirror.example.org/os/`. A password that was published must also be changed.",
    check: Check::Loading,
};
