//! The background task that asks the outside world: ranges of clouds, lists of subnets, names of mirrors.

use std::collections::BTreeSet;
use std::time::Duration;

use maneki_snapshot::Networks;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::addresses;
use crate::networks::{self, Wanted};
use crate::places::Addresses;

/// How often everything is asked again. Clouds publish new ranges some times a week.
const INTERVAL: Duration = Duration::from_hours(1);

/// How soon after a failure.
const RETRY: Duration = Duration::from_mins(5);

/// What is to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Questions {
    pub(crate) wanted: Wanted,
    pub(crate) hosts: BTreeSet<Box<str>>,
}

/// What came of it.
pub(crate) enum News {
    Networks { networks: Networks, problems: Vec<String> },
    Addresses(Addresses),
}

/// Asks at the start, whenever there is something else to ask, and again every hour.
pub(crate) async fn ask(
    mut questions: watch::Receiver<Questions>,
    mut known: Networks,
    fetch: maneki_networks::Networks,
    news: mpsc::Sender<News>,
    stop: CancellationToken,
) {
    let asking = async {
        loop {
            let asked = questions.borrow_and_update().clone();
            let (networks, problems) = networks::refresh(&asked.wanted, &known, &fetch).await;
            let pause = if problems.is_empty() { INTERVAL } else { RETRY };
            known = networks.clone();
            // The loop that listens ends only with the service.
            let _ = news.send(News::Networks { networks, problems }).await;
            let _ = news.send(News::Addresses(addresses::resolve(asked.hosts).await)).await;
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                changed = questions.changed() => if changed.is_err() { return },
            }
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = asking => {}
    }
}
