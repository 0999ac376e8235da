use fancy_regex::Regex;

/// How severe a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It is allowed.
    Silent,
    /// By context: shown is an error, code a warning, a comment information.
    Context,
    /// An error; in a comment, information.
    Error,
    /// A warning; in a comment, information.
    Warning,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) code: &'static str,
    pub(super) weight: Weight,
    pub(super) pattern: Regex,
    pub(super) message: &'static str,
}

/// The table. In a pattern `<` and `>` are the edges of a word of ASCII letters, digits and `_`.
const TABLE: &[(&str, Weight, &[&str], &str)] = &[
    (
        "",
        Weight::Silent,
        &[
            r"[A-Za-z0-9_]+-redhat-linux(-[a-z0-9]+)*",
            r#"/usr/lib/rpm/redhat(/[^\s"']*)?"#,
            r"<redhat-rpm-config>",
            r"/etc/redhat-release>",
            r"<redhat-lsb(-[a-z]+)*>",
            r"<redhat-menus>",
            r"<redhat-(display|mono|text)-fonts>",
            r"<rhel-system-roles(-sap)?>",
            r"<kmod-redhat-[a-z0-9]+>",
            r"<rhbz#?\s?\d+",
            r"<RHBZ\s?#?\d+",
            r"<RHEL-\d+>",
        ],
        "",
    ),
    (
        "brand-url",
        Weight::Context,
        &[
            r#"https?://([a-z0-9-]+\.)*(redhat\.com|redhat\.io|centos\.org)(?![A-Za-z0-9-]|\.[A-Za-z0-9])[^\s"'\x3c\x3e)\]]*"#,
        ],
        "leads to upstream's site",
    ),
    (
        "brand-mail",
        Weight::Context,
        &[r"[A-Za-z0-9_.+-]+@([a-z0-9-]+\.)*redhat\.com>"],
        "is an address of upstream",
    ),
    (
        "brand-certificate",
        Weight::Error,
        &[
            r"(redhat|rhel|centos)secureboot(ca)?\d*",
            r"RPM-GPG-KEY-(redhat|centos)[A-Za-z0-9_-]*",
            r"<(redhat|rhel)[A-Za-z0-9_]*\.(cer|crt|pem|x509|der)>",
        ],
        "is a certificate or key of upstream",
    ),
    (
        "licence-manager",
        Weight::Error,
        &[
            r"<((python3-)?subscription-manager(-[a-z]+)*|rhsm(certd|-icons)?|rhn-client-tools|rhnsd|rhnlib|yum-rhn-plugin|dnf-plugin-spacewalk|insights-client|libreport-rhel(-[a-z]+)*|libreport-plugin-rhtsupport|redhat-access(-[a-z]+)*|redhat-support-(tool|lib-python))>",
        ],
        "belongs to upstream's licence manager",
    ),
    (
        "brand-os-release",
        Weight::Error,
        &[r#"^ID=["']?(rhel|centos|redhat)["']?$"#, r"^CPE_NAME=.*(redhat|centos)"],
        "names upstream's distribution",
    ),
    (
        "brand-package",
        Weight::Warning,
        &[r"<(redhat|rhel\d*)-[a-z0-9][a-z0-9._+-]*"],
        "is the name of a package of upstream",
    ),
    (
        "brand-name",
        Weight::Context,
        &[
            r"<(Red Hat Enterprise Linux|Red Hat, Inc\.|Red Hat|RedHat|RHEL\d*|RHN|CentOS Stream|CentOS Linux|CentOS)>",
        ],
        "is a name of upstream",
    ),
];

/// The rules, compiled.
#[derive(Debug)]
pub struct Rules {
    pub(super) table: Vec<Rule>,
    /// Matches every line that a rule can match.
    pub(super) candidates: Regex,
    pub(super) notices: Regex,
}

impl Rules {
    /// The built-in rules, for rebuilds of one upstream.
    pub fn built_in() -> Self {
        let table = TABLE.iter().map(|(code, weight, patterns, message)| Rule {
            code,
            weight: *weight,
            pattern: compile(&patterns.join("|")),
            message,
        });
        Self {
            table: table.collect(),
            candidates: compile(
                r"(?i)red ?hat|rhel|rhn|rhsm|rhbz|centos|subscription-manager|insights-client|spacewalk|rhtsupport",
            ),
            notices: compile(r"(?i)copyright|\(c\)\s*\d{4}|(?-i:SPDX-)"),
        }
    }

    /// The part of a text that the rules allow.
    pub(super) fn allows(&self, text: &str) -> bool {
        self.table[0].pattern.is_match(text).unwrap_or(false)
    }
}

fn compile(pattern: &str) -> Regex {
    let pattern = with_edges(pattern);
    Regex::new(&pattern).expect("the table holds patterns, which a test compiles")
}

/// A pattern with its word edges written out.
fn with_edges(pattern: &str) -> String {
    let mut written = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['<', '>']) {
        let (before, edge) = rest.split_at(at);
        written.push_str(before);
        let is_group = before.ends_with("(?") || before.ends_with("(?P");
        written.push_str(match &edge[..1] {
            "<" if is_group => "<",
            "<" => "(?<![A-Za-z0-9_])",
            _ => "(?![A-Za-z0-9_])",
        });
        rest = &edge[1..];
    }
    written + rest
}
