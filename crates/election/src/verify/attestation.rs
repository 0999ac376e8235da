use super::statement::{Label, Statement};
use crate::hash::sha256;
use crate::read::Escapes;
use crate::votes::AuditEvent;

/// Whether the digests that were attested are those of the events.
pub(super) fn attestations(log: &[AuditEvent]) -> Vec<Statement> {
    let attested = log.iter().filter_map(|event| Some((event, event.digest.as_deref()?)));
    attested
        .map(|(event, digest)| {
            let payload = event.payload.canonical(Escapes::Ascii);
            let mut name = String::new();
            crate::read::write_text(&event.event_type, Escapes::Ascii, &mut name);
            let own = sha256(&format!("{{\"event_type\":{name},\"payload\":{payload}}}"));
            if own == digest {
                let text = format!("the digest of `{}` is that of the event", event.event_type);
                Statement::new("attestation", Label::Recomputed, text)
            } else {
                let text = format!("the digest of `{}` is not that of the event", event.event_type);
                Statement::new("attestation", Label::Failed, text)
            }
        })
        .collect()
}
