//! Dispatches requests for lists and images, which all have the same arguments.

use axum::http::{Method, Request};
use axum::response::{IntoResponse, Response};
use maneki_ground_web::Arrival;

use super::iso::iso;
use super::isolist::isolist;
use super::metalink::metalink;
use super::mirrorlist::mirrorlist;
use super::order::{Kind, Order};
use super::question::Question;
use crate::edition::Edition;
use crate::refusal::Refusal;

/// The answer to a request for a list; `None` if the request is for something else.
pub(crate) fn list<B>(request: &Request<B>, arrival: &Arrival, edition: &Edition) -> Option<Response> {
    let order = Order::read(request.uri(), edition)?;
    let answer = || {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal::Method);
        }
        let Order { kind, target, params } = order?;
        let question = Question { target, params, headers: request.headers(), arrival, edition };
        match kind {
            Kind::Mirrorlist => Ok(mirrorlist(question)),
            Kind::Metalink => metalink(question),
            Kind::Isolist => isolist(question),
            Kind::Iso(file) => iso(&file, question),
        }
    };
    Some(answer().into_response())
}
