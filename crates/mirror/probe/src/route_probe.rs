//! The requests to a tree over one route.

use std::sync::Arc;

use maneki_ground_outbound::{Client, Condition, Method, Request, Response};
use maneki_mirror_health::{
    Ask, BodyFault, Fault, IsoFile, NamedFile, Observation, Outcome, Subject, TimeFault, Validator,
    parse_checksum, parse_time,
};
use maneki_mirror_registry::{Holding, IsoFolder};
use tokio::time::Instant;

use crate::fault;
use crate::limits::Limits;
use crate::observed::observed;
use crate::repomd::{RepomdError, digest, parse_repomd, sha512};
use crate::routes::{TreeRoute, outbound_family, parse_url};

/// Probes a tree over one route, until a deadline.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RouteProbe<'a> {
    pub(crate) client: &'a Client,
    pub(crate) limits: &'a Limits,
    pub(crate) route: &'a TreeRoute,
    pub(crate) deadline: Instant,
}

impl RouteProbe<'_> {
    /// The age of the tree.
    pub(crate) async fn time(&self) -> Observation {
        let url = self.time_url();
        let outcome = match self.get(&url, None, Limits::TIME_BYTES).await {
            Ok(response) => match parse_time(&response.body) {
                Ok(time) => Outcome::Time(time),
                Err(fault) => Outcome::Failed(fault.into()),
            },
            // Usually a page that explains an error.
            Err(Fault::Body(BodyFault::TooLarge(_))) => Outcome::Failed(TimeFault::NotANumber.into()),
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Time, url, self.route.route, outcome)
    }

    pub(crate) fn time_url(&self) -> Arc<str> {
        format!("{}/TIME", self.route.base).into()
    }

    /// The repomd.xml of a repository.
    pub(crate) async fn repository(&self, ask: &Ask) -> Observation {
        let url: Arc<str> = [self.route.base.as_str(), "/", &ask.holding.repomd()].concat().into();
        let validator = ask.known.as_ref().and_then(|(_, validator)| validator.as_ref());
        let outcome = match self.get(&url, validator, Limits::REPOMD_BYTES).await {
            Ok(response) if response.is_unchanged() => Outcome::Unchanged,
            Ok(response) => match (ask.published.as_deref(), digest(&response.body)) {
                // The reference tree's file has these bytes and was read already.
                (Some(published), digest) if published.digest == digest => Outcome::Repomd {
                    facts: *published,
                    sha512: None,
                    file: None,
                    validator: validator_of(&response),
                },
                _ => read_repomd(&response),
            },
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Repository(Arc::clone(&ask.holding)), url, self.route.route, outcome)
    }

    /// A file that a repomd.xml names; `None` if the response does not show whether it is there.
    pub(crate) async fn file(&self, holding: &Arc<Holding>, file: &NamedFile) -> Option<Observation> {
        let url: Arc<str> = format!("{}/{}/{}", self.route.base, holding.path, file.path).into();
        let outcome = match self.head(&url, file.size).await {
            Outcome::Failed(Fault::Status(403 | 404 | 410)) => Outcome::Failed(BodyFault::Absent.into()),
            Outcome::Failed(fault) if !matches!(fault, Fault::Body(BodyFault::Size { .. })) => return None,
            outcome => outcome,
        };
        Some(observed(Subject::File(Arc::clone(holding)), url, self.route.route, outcome))
    }

    /// Whether a file is there, with the expected size.
    pub(crate) async fn head(&self, url: &str, size: Option<u64>) -> Outcome {
        match self.send(Method::HEAD, url, None, 0).await {
            Ok(response) => match (size, response.content_length()) {
                (Some(expected), Some(found)) if expected != found => {
                    Outcome::Failed(BodyFault::Size { expected, found }.into())
                }
                _ => Outcome::Present,
            },
            Err(fault) => Outcome::Failed(fault),
        }
    }

    /// The images that the CHECKSUM of a folder names.
    pub(crate) async fn checksum(&self, folder: &IsoFolder) -> Result<Vec<IsoFile>, Fault> {
        let url = format!("{}/{}", self.route.base, folder.checksum());
        let response = self.get(&url, None, Limits::CHECKSUM_BYTES).await?;
        parse_checksum(&response.body).map_err(|error| Fault::Other(error.to_string().into()))
    }

    async fn get(
        &self,
        url: &str,
        validator: Option<&Validator>,
        max_bytes: usize,
    ) -> Result<Response, Fault> {
        self.send(Method::GET, url, validator, max_bytes).await
    }

    async fn send(
        &self,
        method: Method,
        url: &str,
        validator: Option<&Validator>,
        max_bytes: usize,
    ) -> Result<Response, Fault> {
        let url = parse_url(url)?;
        let condition = validator.map(|validator| match validator {
            Validator::Etag(etag) => Condition::Etag(etag),
            Validator::Modified(date) => Condition::Modified(date),
        });
        let request = Request {
            method,
            condition,
            family: outbound_family(self.route.route),
            ..Request::get(&url, max_bytes, self.deadline)
        };
        let sent = self.client.send(&request).await;
        sent.map_err(|error| fault::from_request(error.fault, self.limits.mirror))
    }
}

fn read_repomd(response: &Response) -> Outcome {
    match parse_repomd(&response.body) {
        Ok((facts, file)) => {
            let (sha512, validator) = (Some(sha512(&response.body)), validator_of(response));
            Outcome::Repomd { facts, sha512, file, validator }
        }
        Err(RepomdError::Empty) => Outcome::Failed(BodyFault::Empty.into()),
        Err(error) => Outcome::Failed(BodyFault::NotRepomd(error.to_string().into()).into()),
    }
}

/// The validator for the next request.
fn validator_of(response: &Response) -> Option<Validator> {
    response.condition().map(|condition| match condition {
        Condition::Etag(etag) => Validator::Etag(etag.into()),
        Condition::Modified(date) => Validator::Modified(date.into()),
    })
}
