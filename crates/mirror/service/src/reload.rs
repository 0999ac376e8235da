//! The decision whether a registry that was read again replaces the current one. It is pure.

use std::time::Duration;

use maneki_mirror_registry::{Registry, SourceTree};

/// How long a great loss must stay the same before it is accepted.
pub(crate) const CONFIRMED_AFTER: Duration = Duration::from_mins(1);

/// The decision about a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It is the same as the current one.
    Same,
    /// It is published.
    Take,
    /// It waits, because this many mirrors of this many would be lost.
    Wait { lost: usize, of: usize },
}

/// Decides about a registry.
///
/// If more than a fifth of the mirrors would be lost, that is more often an accident (an unfinished checkout) than an
/// intention. The registry waits until the operator confirms it with SIGHUP, or until it has stayed the same for a minute.
/// `waiting` is the registry that waits, and its age.
pub(crate) fn judge(
    served: (&SourceTree, &Registry),
    read: (&SourceTree, &Registry),
    waiting: Option<(&SourceTree, Duration)>,
    by_operator: bool,
) -> Judgement {
    let ((served_source, served), (source, registry)) = (served, read);
    if served_source == source && served == registry {
        return Judgement::Same;
    }
    let of = served.mirrors.len();
    let lost = served.mirrors.keys().filter(|name| !registry.mirrors.contains_key(*name)).count();
    let lasted = waiting.is_some_and(|(same, since)| same == source && since >= CONFIRMED_AFTER);
    if lost * 5 > of && !by_operator && !lasted { Judgement::Wait { lost, of } } else { Judgement::Take }
}

#[cfg(test)]
mod tests {
    use maneki_mirror_registry::{ParseOptions, parse};

    use super::*;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: []\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {}\nrepos: []\n";

    fn registry(mirrors: usize) -> (SourceTree, Registry) {
        let files: Vec<(String, String)> = (0..mirrors)
            .map(|number| {
                let text = format!(
                    "name: m{number}.example\naddress: {{http: 'http://m{number}.example/'}}\n\
                     update_frequency: 3h\nsponsor: S\nsponsor_url: s\n"
                );
                (format!("m/m{number}.example.yml"), text)
            })
            .collect();
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let source = SourceTree::from_texts(CONFIG, texts);
        let registry = parse(&source, ParseOptions::default()).registry.unwrap();
        (source, registry)
    }

    fn judged(from: usize, to: usize, waiting: Option<(usize, u64)>, by_operator: bool) -> Judgement {
        let (served, read) = (registry(from), registry(to));
        let waiting = waiting.map(|(mirrors, seconds)| (registry(mirrors).0, Duration::from_secs(seconds)));
        let waiting = waiting.as_ref().map(|(source, since)| (source, *since));
        judge((&served.0, &served.1), (&read.0, &read.1), waiting, by_operator)
    }

    #[test]
    fn a_fifth_may_go_and_more_must_wait() {
        assert_eq!(judged(10, 10, None, false), Judgement::Same);
        assert_eq!(judged(10, 8, None, false), Judgement::Take);
        assert_eq!(judged(10, 7, None, false), Judgement::Wait { lost: 3, of: 10 });
        assert_eq!(judged(10, 30, None, false), Judgement::Take);
        assert_eq!(judged(0, 3, None, false), Judgement::Take);
    }

    #[test]
    fn the_operator_or_an_unchanged_minute_confirms_a_loss() {
        let wait = Judgement::Wait { lost: 7, of: 10 };
        assert_eq!(judged(10, 3, None, true), Judgement::Take);
        assert_eq!(judged(10, 3, None, false), wait);
        assert_eq!(judged(10, 3, Some((4, 90)), false), wait);
        assert_eq!(judged(10, 3, Some((3, 59)), false), wait);
        assert_eq!(judged(10, 3, Some((3, 60)), false), Judgement::Take);
    }
}
