use maneki_mirror_health::{MirrorHealth, VaultHealth, Verdict};

use super::Checked;

/// The table for people. Mirrors are grouped by verdict, the worst last, because the end stays on the screen.
pub fn table(mirrors: &[Checked<'_>], vault: Option<&VaultHealth>, colours: bool) -> String {
    let mut text = String::new();
    for &verdict in Verdict::ALL {
        let group: Vec<&Checked<'_>> =
            mirrors.iter().filter(|mirror| mirror.judged.verdict == verdict).collect();
        if group.is_empty() {
            continue;
        }
        let paint = |words: &str| match verdict {
            _ if !colours => words.to_owned(),
            Verdict::Ok => format!("\u{1b}[32m{words}\u{1b}[0m"),
            Verdict::Partial => format!("\u{1b}[33m{words}\u{1b}[0m"),
            Verdict::Expired | Verdict::Unavailable => format!("\u{1b}[31m{words}\u{1b}[0m"),
        };
        line(&mut text, &format!("{}, {}", paint(verdict.word()), count_of(group.len())));
        let width = group.iter().map(|mirror| mirror.name.as_str().len()).max().unwrap_or(0);
        for mirror in group {
            line(&mut text, &row(mirror, width));
            if let Some(url) = &mirror.judged.url {
                line(&mut text, &format!("  {:width$}  {:>9}  {url}", "", ""));
            }
        }
        text.push('\n');
    }
    if let Some(vault) = vault {
        let what = vault.fault.as_ref().map_or_else(|| "answers".to_owned(), ToString::to_string);
        line(&mut text, &format!("vault: {}  {what}\n", vault.url));
    }
    let count = |verdict| mirrors.iter().filter(|mirror| mirror.judged.verdict == verdict).count();
    let counts: Vec<String> =
        Verdict::ALL.iter().map(|&verdict| format!("{} {verdict}", count(verdict))).collect();
    line(&mut text, &format!("{}: {}", count_of(mirrors.len()), counts.join(", ")));
    text
}

fn count_of(mirrors: usize) -> String {
    if mirrors == 1 { "1 mirror".to_owned() } else { format!("{mirrors} mirrors") }
}

fn row(mirror: &Checked<'_>, width: usize) -> String {
    let name = mirror.name.as_str();
    let why = match (&mirror.judged.reason, mirror.judged.verdict) {
        (Some(reason), _) => reason.to_string(),
        (None, Verdict::Ok) if !mirror.judged.checked => "private: not checked".to_owned(),
        (None, Verdict::Ok) => String::new(),
        (None, _) => "not checked yet".to_owned(),
    };
    let main = mirror.health.and_then(MirrorHealth::main);
    let good_of_all = main.map(|main| {
        let good = main.repositories.values().filter(|one| one.state.is_served()).count();
        format!("{good}/{}", main.repositories.len())
    });
    format!("  {name:width$}  {:>9}  {why}", good_of_all.unwrap_or_default()).trim_end().to_owned()
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
