use maneki_ground_diagnostics::Severity;

use super::Hit;

/// Checks that a list of boot components names the distribution beside upstream, so that it can be revoked alone.
pub(super) fn check(path: &str, text: &str, own: &[String]) -> Option<Hit> {
    let vendors: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("sbat,"))
        .filter_map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            if fields.len() >= 6 { Some(fields[2]) } else { None }
        })
        .collect();
    let is_upstream =
        |vendor: &&&str| ["Red Hat", "RedHat", "RHEL", "CentOS"].iter().any(|name| vendor.contains(name));
    let upstream = vendors.iter().find(is_upstream)?;
    let has_own = vendors.iter().any(|vendor| own.iter().any(|name| vendor.contains(name.as_str())));
    (!has_own).then(|| Hit {
        path: path.to_owned(),
        line: 1,
        column: 1,
        severity: Severity::Error,
        code: "sbat-no-own-entry",
        text: (*upstream).to_owned(),
        content: String::new(),
        message: format!("the entry of `{upstream}` has no entry of the distribution beside it"),
    })
}
