//! The three things that a mirror is asked for.

use std::sync::Arc;

use maneki_health::{
    Ask, BodyFault, Fault, NamedFile, Observation, Outcome, Subject, Validators, parse_time,
};
use maneki_registry::Holding;
use reqwest::Method;
use reqwest::header::{self, HeaderMap, HeaderName};
use tokio::time::Instant;

use super::observed;
use crate::limits::Limits;
use crate::prober::Prober;
use crate::repomd::{NotRepomd, parse_repomd};
use crate::request::Question;
use crate::ways::Lead;

/// Where `TIME` lies.
pub(super) fn time_url(lead: &Lead) -> Arc<str> {
    format!("{}/TIME", lead.base).into()
}

impl Prober {
    /// How old is it?
    pub(super) async fn ask_time(&self, lead: &Lead, deadline: Instant) -> Observation {
        let url = time_url(lead);
        let question = Question {
            method: Method::GET,
            url: &url,
            way: lead.way,
            validators: None,
            limit: Limits::TIME_BYTES,
            deadline,
        };
        let outcome = match self.ask(question).await {
            Ok(answer) => match parse_time(&answer.body) {
                Ok(time) => Outcome::Time(time),
                Err(fault) => Outcome::Failed(fault.into()),
            },
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Time, url, lead.way, outcome)
    }

    /// What has it?
    pub(crate) async fn ask_repository(&self, lead: &Lead, ask: &Ask, deadline: Instant) -> Observation {
        let url: Arc<str> = format!("{}/{}", lead.base, ask.holding.repomd()).into();
        let question = Question {
            method: Method::GET,
            url: &url,
            way: lead.way,
            validators: ask.known.as_ref().map(|(_, validators)| validators),
            limit: Limits::REPOMD_BYTES,
            deadline,
        };
        let outcome = match self.ask(question).await {
            Ok(answer) if answer.unchanged => Outcome::Unchanged,
            Ok(answer) => match parse_repomd(&answer.body) {
                Ok(seen) => Outcome::Repomd { seen, validators: validators(&answer.headers) },
                Err(NotRepomd::Empty) => Outcome::Failed(BodyFault::Empty.into()),
                Err(error) => Outcome::Failed(BodyFault::NotRepomd(error.to_string().into()).into()),
            },
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Repository(Arc::clone(&ask.holding)), url, lead.way, outcome)
    }

    /// Are the files there? `None` where the answer says nothing about that.
    pub(crate) async fn ask_file(
        &self,
        lead: &Lead,
        holding: &Arc<Holding>,
        file: &NamedFile,
        deadline: Instant,
    ) -> Option<Observation> {
        let url: Arc<str> = format!("{}/{}/{}", lead.base, holding.path, file.path).into();
        let question =
            Question { method: Method::HEAD, url: &url, way: lead.way, validators: None, limit: 0, deadline };
        let outcome = match self.ask(question).await {
            Ok(answer) => match (file.size, length(&answer.headers)) {
                (Some(expected), Some(found)) if expected != found => {
                    Outcome::Failed(BodyFault::Size { expected, found }.into())
                }
                _ => Outcome::Present,
            },
            Err(Fault::Status(403 | 404 | 410)) => Outcome::Failed(BodyFault::Absent.into()),
            Err(_) => return None,
        };
        Some(observed(Subject::File(Arc::clone(holding)), url, lead.way, outcome))
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// What to ask with the next time.
fn validators(headers: &HeaderMap) -> Validators {
    const LONGEST: usize = 200;
    let text = |name: HeaderName| {
        let value = headers.get(name)?.to_str().ok()?;
        (value.len() <= LONGEST).then(|| value.into())
    };
    Validators { etag: text(header::ETAG), modified: text(header::LAST_MODIFIED) }
}
