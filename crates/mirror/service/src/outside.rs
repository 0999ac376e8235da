//! The background task that fetches from the outside world: ranges of clouds, lists of subnets, addresses of mirrors.
//!
//! Fetches do not wait for each other: several run at the same time, and the results of one second are sent together.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use maneki_mirror_snapshot::{Drains, Networks};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::addresses;
use crate::networks::{FetchProblem, Fetched, Item, Wanted, fetch, problems, retain};
use crate::places::Addresses;
use maneki_ground_diagnostics::Problem;

/// The interval between two fetches of the same source. Clouds publish new ranges several times a week.
const INTERVAL: Duration = Duration::from_hours(1);

/// The time after which a failed fetch is repeated.
const RETRY: Duration = Duration::from_mins(5);

/// The number of simultaneous fetches.
const AT_ONCE: usize = 8;

/// How long results wait for further results, because a snapshot for every list would be wasted work.
const GATHER: Duration = Duration::from_secs(1);

/// The sources to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Questions {
    pub(crate) wanted: Wanted,
    pub(crate) hosts: BTreeSet<Box<str>>,
    /// The number of requests by the operator to read everything again. Each causes local files to be read at once.
    pub(crate) rereadings: u64,
}

/// The results of the fetches.
pub(crate) enum News {
    Networks {
        networks: Networks,
        problems: Vec<Problem>,
    },
    Addresses(Addresses),
    /// Problems with saving the results.
    Keeping(Option<Problem>),
    /// The mirrors that are drained now.
    Drains(Drains),
}

/// Fetches at the start, when the sources change, and again every hour.
pub(crate) async fn ask(
    questions: watch::Receiver<Questions>,
    known: Networks,
    fetch: maneki_mirror_networks::Networks,
    news: mpsc::Sender<News>,
    stop: CancellationToken,
) {
    let names = ask_for_names(questions.clone(), news.clone());
    let lists = Lists { known, due: BTreeMap::new(), problems: BTreeMap::new(), fetch, news };
    tokio::select! {
        () = stop.cancelled() => {}
        _ = async { tokio::join!(names, lists.ask(questions)) } => {}
    }
}

async fn ask_for_names(mut questions: watch::Receiver<Questions>, news: mpsc::Sender<News>) {
    loop {
        let hosts = questions.borrow_and_update().hosts.clone();
        // The receiving loop ends only with the service.
        let _ = news.send(News::Addresses(addresses::resolve(hosts.clone()).await)).await;
        tokio::select! {
            () = sleep(INTERVAL) => {}
            changed = questions.wait_for(|now| now.hosts != hosts) => if changed.is_err() { return },
        }
    }
}

/// The lists and ranges, and the time of the next fetch of each.
struct Lists {
    known: Networks,
    due: BTreeMap<Item, Instant>,
    problems: BTreeMap<Item, FetchProblem>,
    fetch: maneki_mirror_networks::Networks,
    news: mpsc::Sender<News>,
}

impl Lists {
    async fn ask(mut self, mut questions: watch::Receiver<Questions>) {
        let mut running = JoinSet::new();
        let mut news_at = None;
        let mut rereadings = 0;
        self.want(&questions.borrow_and_update().wanted);
        loop {
            while running.len() < AT_ONCE
                && let Some(item) = self.next_due()
            {
                let fetcher = self.fetch.clone();
                running.spawn(async move {
                    let (fetched, problem) = fetch(&item, &fetcher).await;
                    (item, fetched, problem)
                });
            }
            let next_due = self.due.values().min().copied().filter(|_| running.len() < AT_ONCE);
            tokio::select! {
                changed = questions.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    let now = questions.borrow_and_update();
                    self.want(&now.wanted);
                    if std::mem::replace(&mut rereadings, now.rereadings) != now.rereadings {
                        self.reread();
                    }
                    // A source that was removed no longer has a problem.
                    news_at = news_at.or_else(|| Some(Instant::now() + GATHER));
                }
                Some(done) = running.join_next() => {
                    // A source whose task panicked is fetched again in the next round.
                    let Ok((item, fetched, problem)) = done else { continue };
                    self.take(item, fetched, problem);
                    // The last result does not wait for others.
                    let wait = if running.is_empty() { Duration::ZERO } else { GATHER };
                    let at = Instant::now() + wait;
                    news_at = Some(news_at.map_or(at, |before: Instant| before.min(at)));
                }
                () = until(news_at) => {
                    news_at = None;
                    let (networks, problems) = (self.known.clone(), problems(self.problems.values()));
                    let _ = self.news.send(News::Networks { networks, problems }).await;
                }
                () = until(next_due) => {}
            }
        }
    }

    /// Changes the sources. New ones are due now.
    fn want(&mut self, wanted: &Wanted) {
        let items: BTreeSet<Item> = wanted.items().collect();
        self.due.retain(|item, _| items.contains(item));
        self.problems.retain(|item, _| items.contains(item));
        retain(&mut self.known, wanted);
        for item in items {
            self.due.entry(item).or_insert_with(Instant::now);
        }
    }

    /// Makes local files due now, because the operator reports a change.
    fn reread(&mut self) {
        for (_, due) in self.due.iter_mut().filter(|(item, _)| item.is_local()) {
            *due = Instant::now();
        }
    }

    /// The next source that is due, clouds first. It is due again in an hour.
    fn next_due(&mut self) -> Option<Item> {
        let now = Instant::now();
        let (item, due) = self.due.iter_mut().find(|(_, due)| **due <= now)?;
        *due = now + INTERVAL;
        Some(item.clone())
    }

    /// Stores a result. After a failure, the previous result stays, and the fetch is repeated soon.
    fn take(&mut self, item: Item, fetched: Option<Fetched>, problem: Option<FetchProblem>) {
        // The source may have been removed in the meantime.
        let Some(due) = self.due.get_mut(&item) else { return };
        *due = Instant::now() + if problem.is_none() { INTERVAL } else { RETRY };
        if let Some(fetched) = fetched {
            fetched.put_into(&mut self.known);
        }
        match problem {
            Some(problem) => {
                tracing::warn!(target: "maneki::networks", "{problem}");
                self.problems.insert(item, problem);
            }
            None => _ = self.problems.remove(&item),
        }
    }
}

async fn until(instant: Option<Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use maneki_ground_outbound::{Client, Destinations, Limits, Settings};

    use super::*;

    /// A server with one list, which answers immediately or never.
    async fn list(answers: bool) -> url::Url {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/list.json", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                if answers {
                    let _ = stream.read(&mut [0; 4096]).await;
                    let body = r#"["192.0.2.0/24"]"#;
                    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
                    let _ = stream.write_all((head + body).as_bytes()).await;
                }
                open.push(stream);
            }
        });
        url
    }

    #[tokio::test]
    async fn a_slow_list_holds_up_no_other_and_no_name() {
        let state = tempfile::tempdir().unwrap();
        let (slow, quick) = (list(false).await, list(true).await);
        let wanted = Wanted { subnets: [slow.clone(), quick.clone()].into(), ..Wanted::default() };
        let hosts = BTreeSet::from(["127.0.0.1".into()]);
        let (_sender, questions) = watch::channel(Questions { wanted, hosts, rereadings: 0 });
        let (sender, mut news) = mpsc::channel(4);
        let client = Client::new(&Settings {
            contact: "https://example.org/",
            limits: Limits::USUAL,
            destinations: Destinations::anywhere(),
            ca_file: None,
        });
        let fetch = maneki_mirror_networks::Networks::new(state.path(), &client.unwrap());
        tokio::spawn(ask(questions, Networks::default(), fetch, sender, CancellationToken::new()));

        let mut names = None;
        let mut first = None;
        // The fetch that hangs becomes a problem after ten seconds. All others finish before.
        let soon = tokio::time::timeout(Duration::from_mins(1), async {
            while names.is_none() || first.is_none() {
                match news.recv().await.unwrap() {
                    News::Addresses(addresses) => names = Some(addresses),
                    News::Networks { networks, problems } => first = Some((networks, problems)),
                    News::Keeping(_) | News::Drains(_) => {}
                }
            }
        });
        soon.await.unwrap();
        let (networks, problems) = first.unwrap();
        assert!(networks.subnets.contains_key(&quick) && !networks.subnets.contains_key(&slow));
        assert!(problems.is_empty() && names.unwrap().contains_key("127.0.0.1"));
    }
}
