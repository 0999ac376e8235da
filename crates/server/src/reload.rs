//! Whether a registry that was read again takes the place of the one that is served: a pure judgement.

use maneki_registry::{Registry, SourceTree};

/// Why the registry was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Something below the folder changed, and then nothing for a while.
    Change,
    /// A minute went by.
    Minute,
    /// The operator sent SIGHUP.
    Hangup,
}

/// What becomes of a registry that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It is the one that is served.
    Same,
    /// It takes over.
    Take,
    /// It would lose so many mirrors of so many, and waits.
    Wait { lost: usize, of: usize },
}

/// Judges a registry that was read.
///
/// One that would lose more than a fifth of the mirrors is more often an accident (a checkout in the middle
/// of its work) than a wish. It waits for SIGHUP, or until it was read again unchanged a minute later.
pub(crate) fn judge(
    served: (&SourceTree, &Registry),
    waiting: Option<&SourceTree>,
    read: (&SourceTree, &Registry),
    reason: Reason,
) -> Judgement {
    let ((served_source, served), (source, registry)) = (served, read);
    if served_source == source && served == registry {
        return Judgement::Same;
    }
    let of = served.mirrors.len();
    let lost = served.mirrors.keys().filter(|name| !registry.mirrors.contains_key(*name)).count();
    let confirmed = reason == Reason::Hangup || (reason == Reason::Minute && waiting == Some(source));
    if lost * 5 > of && !confirmed { Judgement::Wait { lost, of } } else { Judgement::Take }
}

#[cfg(test)]
mod tests {
    use maneki_registry::{Policy, parse};

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
        let registry = parse(&source, Policy::default()).registry.unwrap();
        (source, registry)
    }

    fn judged(from: usize, to: usize, waiting: Option<usize>, reason: Reason) -> Judgement {
        let (served, read) = (registry(from), registry(to));
        let waiting = waiting.map(registry);
        let waiting = waiting.as_ref().map(|(source, _)| source);
        judge((&served.0, &served.1), waiting, (&read.0, &read.1), reason)
    }

    #[test]
    fn a_fifth_may_go_and_more_must_wait() {
        assert_eq!(judged(10, 10, None, Reason::Change), Judgement::Same);
        assert_eq!(judged(10, 8, None, Reason::Change), Judgement::Take);
        assert_eq!(judged(10, 7, None, Reason::Change), Judgement::Wait { lost: 3, of: 10 });
        assert_eq!(judged(10, 30, None, Reason::Change), Judgement::Take);
        assert_eq!(judged(0, 3, None, Reason::Change), Judgement::Take);
    }

    #[test]
    fn the_operator_or_an_unchanged_minute_confirms_a_loss() {
        let wait = Judgement::Wait { lost: 7, of: 10 };
        assert_eq!(judged(10, 3, None, Reason::Hangup), Judgement::Take);
        assert_eq!(judged(10, 3, None, Reason::Minute), wait);
        assert_eq!(judged(10, 3, Some(4), Reason::Minute), wait);
        assert_eq!(judged(10, 3, Some(3), Reason::Change), wait);
        assert_eq!(judged(10, 3, Some(3), Reason::Minute), Judgement::Take);
    }
}
