//! What a mirror is asked for.

use std::sync::Arc;

use hyper::Method;
use hyper::header::{self, HeaderMap, HeaderName};
use maneki_mirror_health::{
    Ask, BodyFault, Fault, IsoFile, NamedFile, Observation, Outcome, Subject, TimeFault, Validator,
    parse_checksum, parse_time,
};
use maneki_mirror_registry::{Holding, IsoFolder};
use tokio::time::Instant;

use super::observed;
use crate::limits::Limits;
use crate::prober::Prober;
use crate::repomd::{RepomdError, digest, parse_repomd, sha512};
use crate::request::{Answer, Question};
use crate::routes::Lead;

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
            route: lead.route,
            known: None,
            limit: Limits::TIME_BYTES,
            deadline,
        };
        let outcome = match self.ask(question).await {
            Ok(answer) => match parse_time(&answer.body) {
                Ok(time) => Outcome::Time(time),
                Err(fault) => Outcome::Failed(fault.into()),
            },
            // A page that explains an error, most often.
            Err(Fault::Body(BodyFault::TooLarge(_))) => Outcome::Failed(TimeFault::NotANumber.into()),
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Time, url, lead.route, outcome)
    }

    /// What has it?
    pub(crate) async fn ask_repository(&self, lead: &Lead, ask: &Ask, deadline: Instant) -> Observation {
        let url: Arc<str> = [lead.base.as_str(), "/", &ask.holding.repomd()].concat().into();
        let question = Question {
            method: Method::GET,
            url: &url,
            route: lead.route,
            known: ask.known.as_ref().and_then(|(_, validator)| validator.as_ref()),
            limit: Limits::REPOMD_BYTES,
            deadline,
        };
        let outcome = match self.ask(question).await {
            Ok(answer) if answer.unchanged => Outcome::Unchanged,
            Ok(answer) => match (ask.published.as_deref(), digest(&answer.body)) {
                // What the reference tree publishes was read once.
                (Some(published), digest) if published.digest == digest => Outcome::Repomd {
                    facts: *published,
                    sha512: None,
                    file: None,
                    validator: validator(&answer.headers),
                },
                _ => read(&answer),
            },
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Repository(Arc::clone(&ask.holding)), url, lead.route, outcome)
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
        let outcome = match self.ask_head(lead, &url, file.size, deadline).await {
            Outcome::Failed(Fault::Status(403 | 404 | 410)) => Outcome::Failed(BodyFault::Absent.into()),
            Outcome::Failed(fault) if !matches!(fault, Fault::Body(BodyFault::Size { .. })) => return None,
            outcome => outcome,
        };
        Some(observed(Subject::File(Arc::clone(holding)), url, lead.route, outcome))
    }

    /// Is a file there, and as large as it should be?
    pub(super) async fn ask_head(
        &self,
        lead: &Lead,
        url: &str,
        size: Option<u64>,
        deadline: Instant,
    ) -> Outcome {
        let question =
            Question { method: Method::HEAD, url, route: lead.route, known: None, limit: 0, deadline };
        match self.ask(question).await {
            Ok(answer) => match (size, length(&answer.headers)) {
                (Some(expected), Some(found)) if expected != found => {
                    Outcome::Failed(BodyFault::Size { expected, found }.into())
                }
                _ => Outcome::Present,
            },
            Err(fault) => Outcome::Failed(fault),
        }
    }

    /// Which images are there to be had?
    pub(crate) async fn ask_checksum(
        &self,
        lead: &Lead,
        folder: &IsoFolder,
        deadline: Instant,
    ) -> Result<Vec<IsoFile>, Fault> {
        let url = format!("{}/{}", lead.base, folder.checksum());
        let (method, limit) = (Method::GET, Limits::CHECKSUM_BYTES);
        let question = Question { method, url: &url, route: lead.route, known: None, limit, deadline };
        let answer = self.ask(question).await?;
        parse_checksum(&answer.body).map_err(|error| Fault::Other(error.to_string().into()))
    }
}

fn read(answer: &Answer) -> Outcome {
    match parse_repomd(&answer.body) {
        Ok((facts, file)) => {
            let (sha512, validator) = (Some(sha512(&answer.body)), validator(&answer.headers));
            Outcome::Repomd { facts, sha512, file, validator }
        }
        Err(RepomdError::Empty) => Outcome::Failed(BodyFault::Empty.into()),
        Err(error) => Outcome::Failed(BodyFault::NotRepomd(error.to_string().into()).into()),
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// What to ask with the next time.
fn validator(headers: &HeaderMap) -> Option<Validator> {
    const LONGEST: usize = 200;
    let text = |name: HeaderName| {
        let value = headers.get(name)?.to_str().ok()?;
        (value.len() <= LONGEST).then(|| value.into())
    };
    let etag = text(header::ETAG).map(Validator::Etag);
    etag.or_else(|| text(header::LAST_MODIFIED).map(Validator::Modified))
}
