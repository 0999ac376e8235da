use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_ground_config::Outbound;
use maneki_ground_diagnostics::Problem;
use maneki_mirror_config::Check;
use maneki_mirror_health::{
    Expected, Fault, HealthTable, Look, MirrorHealth, Policy, Reference, Report, RepositoryHealth, State,
    Terms, VaultHealth, advance, follow_up, is_suspicious, plan,
};
use maneki_mirror_model::MirrorName;
use maneki_mirror_probe::ReferenceError;
use maneki_mirror_registry::{Mirror, Registry, Tree};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::health_state::{HealthState, good};
use crate::probers::{Probers, ProbersError, ReferenceNews};
use crate::rounds::{Round, Rounds, Scope};

/// How long a change waits for more of them: a snapshot for every mirror would be work for nothing.
const GATHER: Duration = Duration::from_secs(1);

/// How long the first round is kept back where nothing was known: the first mirrors that answer must not
/// get all the clients.
const FIRST_WORD: Duration = Duration::from_secs(7);

/// The reference trees are not asked again sooner than this, however many mirrors seem to be ahead of them.
const CURIOSITY: Duration = Duration::from_secs(2);

/// What is checked, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// Who.
    pub registry: Arc<Registry>,
    /// How.
    pub check: Check,
    /// How requests are sent.
    pub outbound: Outbound,
}

/// Checks mirrors for as long as it runs. It alone changes what is believed.
pub struct Checker {
    setup: Setup,
    /// Counts what the reference trees were asked under: which they are, how they are asked, and for what.
    terms_of_reference: u64,
    probers: Probers,
    policy: Policy,
    expected: Expected,
    reference: Reference,
    table: HealthTable,
    rounds: Rounds,
    /// What is told; its table is the last one that was not in doubt.
    published: watch::Sender<Arc<HealthState>>,
    events: mpsc::UnboundedSender<Event>,
    inbox: mpsc::UnboundedReceiver<Event>,
    vault: Option<VaultHealth>,
    problems: Problems,
    clocks: Clocks,
}

/// What comes from those who ask.
enum Event {
    Seen { round: u64, report: Report },
    RoundOver(u64),
    Reference { under: u64, news: Box<ReferenceNews> },
    Vault { url: Arc<str>, seen: Result<(), Fault> },
}

/// What is wrong with the checks themselves.
#[derive(Debug, Default)]
struct Problems {
    setup: Option<Problem>,
    reference: Vec<Problem>,
    guard: Option<Problem>,
}

/// When things are due.
#[derive(Debug)]
struct Clocks {
    /// `None` until the reference trees were asked for the first time.
    round: Option<Instant>,
    /// `None` while they are being asked, and where there are none.
    reference: Option<Instant>,
    reference_asked: Instant,
    /// Whether a mirror was found to be ahead of them since.
    ask_again: bool,
    /// When changes are told.
    publish: Option<Instant>,
    started: Instant,
}

impl Checker {
    /// A checker that goes on from what is remembered.
    pub fn new(setup: Setup, table: HealthTable, mut reference: Reference) -> Result<Self, ProbersError> {
        let probers = Probers::new(&setup.check, &setup.outbound)?;
        reference.retain(|tree| probers.has_reference(tree));
        let policy = policy(&setup, false);
        let remembered = HealthState::remembered(table.clone(), reference.clone(), policy);
        let (events, inbox) = mpsc::unbounded_channel();
        let now = Instant::now();
        let expected = Expected::from_catalog(&setup.registry.catalog, &reference);
        let clocks = Clocks {
            round: None,
            reference: None,
            reference_asked: now,
            ask_again: false,
            publish: None,
            started: now,
        };
        let (rounds, problems) = (Rounds::default(), Problems::default());
        let published = watch::Sender::new(Arc::new(remembered));
        Ok(Self {
            setup,
            terms_of_reference: 0,
            probers,
            policy,
            expected,
            reference,
            table,
            rounds,
            published,
            events,
            inbox,
            vault: None,
            problems,
            clocks,
        })
    }

    /// Where everything is told that changes.
    pub fn published(&self) -> watch::Receiver<Arc<HealthState>> {
        self.published.subscribe()
    }

    /// Checks until it is stopped; follows changes of its setup.
    pub async fn run(mut self, mut setups: watch::Receiver<Setup>, stop: CancellationToken) {
        if self.probers.have_references() {
            self.ask_references();
        } else {
            self.clocks.round = Some(Instant::now());
        }
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Ok(()) = setups.changed() => {
                    let setup = setups.borrow_and_update().clone();
                    self.follow(setup);
                }
                Some(event) = self.inbox.recv() => self.learn(event),
                () = due(self.clocks.publish) => self.publish(),
                () = due(self.clocks.reference) => self.ask_references(),
                () = due(self.clocks.round) => self.begin_round(),
            }
        }
    }

    /// Takes over another registry or other settings.
    fn follow(&mut self, setup: Setup) {
        let old = std::mem::replace(&mut self.setup, setup);
        if old.check != self.setup.check || old.outbound != self.setup.outbound {
            self.problems.setup = None;
            match self.probers.renewed(&self.setup.check, &self.setup.outbound) {
                Ok(probers) => self.probers = probers,
                Err(error) => {
                    tracing::error!("mirrors are checked as before: {error}");
                    let summary = "the new settings of checks cannot be used, the old ones stay".to_owned();
                    self.problems.setup = Some(Problem { details: format!("{summary}: {error}"), summary });
                }
            }
            self.reference.retain(|tree| self.probers.has_reference(tree));
            let next = Instant::now() + self.setup.check.interval;
            self.clocks.round = self.clocks.round.map(|round| round.min(next));
        }
        if old.check != self.setup.check
            || old.outbound != self.setup.outbound
            || old.registry.catalog != self.setup.registry.catalog
        {
            self.terms_of_reference += 1;
            self.clocks.reference = self.probers.have_references().then(Instant::now);
            if self.clocks.reference.is_none() {
                // The first round waits for nobody any more.
                self.clocks.round.get_or_insert_with(Instant::now);
            }
        }
        let before = &old.registry.mirrors;
        let declared = &self.setup.registry.mirrors;
        // What was seen at other URLs says nothing about these.
        let is_where_it_was = |name: &MirrorName| {
            declared.get(name).is_some_and(|now| {
                before.get(name).is_none_or(|old| (&old.urls, &old.modules) == (&now.urls, &now.modules))
            })
        };
        self.table.retain(|name, _| is_where_it_was(name));
        self.rounds.retain(is_where_it_was);
        let fresh = |look: &Look| before.get(&look.mirror) != declared.get(&look.mirror);
        let mut planned = self.plan();
        planned.retain(fresh);
        self.judge_anew();
        // There may be more to publish.
        self.clocks.reference = self.clocks.reference.map(|_| Instant::now());
        // Before the first round is due nothing was looked at, and all will be.
        if self.clocks.round.is_some() && !planned.is_empty() {
            for look in &mut planned {
                look.after = Duration::ZERO;
            }
            self.look(Scope::OutOfTurn, planned);
        }
        self.publish_soon();
    }

    fn learn(&mut self, event: Event) {
        match event {
            Event::Seen { round, report } => {
                let wanted = self.rounds.seen(round, &report);
                let registry = Arc::clone(&self.setup.registry);
                if let Some(mirror) = registry.mirrors.get(&report.mirror).filter(|_| wanted) {
                    self.take(mirror, &report);
                }
            }
            Event::RoundOver(round) => self.end_round(round),
            Event::Reference { under, news } if under == self.terms_of_reference => {
                self.take_reference(*news);
            }
            // It may be of another tree, or of fewer repositories; under the new terms everything is asked anew.
            Event::Reference { .. } => {}
            Event::Vault { url, seen } => {
                self.vault = Some(VaultHealth::advance(self.vault.as_ref(), url, seen, Timestamp::now()));
                self.publish_soon();
            }
        }
    }

    fn take(&mut self, mirror: &Mirror, report: &Report) {
        let before = self.table.get(&report.mirror);
        let health = advance(before.map(Arc::as_ref), Some(report), self.terms());
        if is_newly_ahead(before.map(Arc::as_ref), &health) {
            let soon = self.clocks.reference_asked + CURIOSITY;
            match &mut self.clocks.reference {
                Some(due) => *due = soon.min(*due),
                // They are being asked, perhaps too early to see it.
                None => self.clocks.ask_again = true,
            }
        }
        // Who is only seen again as before is told of at the end of the round.
        let changes_answers =
            before.is_none_or(|before| !before.serves_like(&health, &self.policy, Timestamp::now()));
        let more = follow_up(mirror, &health, report, self.terms());
        self.table.insert(report.mirror.clone(), Arc::new(health));
        if let Some(more) = more {
            self.look(Scope::OutOfTurn, vec![more]);
        }
        if changes_answers {
            self.publish_soon();
        }
    }

    fn ask_references(&mut self) {
        self.clocks.reference = None;
        self.clocks.reference_asked = Instant::now();
        self.clocks.ask_again = false;
        let (probers, registry) = (self.probers.clone(), Arc::clone(&self.setup.registry));
        let (reference, events) = (self.reference.clone(), self.events.clone());
        let under = self.terms_of_reference;
        tokio::spawn(async move {
            let news = Box::new(probers.read_references(&registry.catalog, reference).await);
            // Nobody listens any more only at the end.
            let _ = events.send(Event::Reference { under, news });
        });
    }

    fn take_reference(&mut self, news: ReferenceNews) {
        let ReferenceNews { reference, answered, unreadable } = news;
        let problem = |(tree, error): &(Tree, ReferenceError)| {
            let whose = match tree {
                Tree::Module(module) => format!("the reference tree of {module}"),
                Tree::Main | Tree::Vault => "the reference tree".to_owned(),
            };
            let last = "what it published last counts";
            Problem {
                summary: format!("{whose} cannot be read; {last}"),
                details: format!("{error}; {last}"),
            }
        };
        let problems: Vec<Problem> = unreadable.iter().map(problem).collect();
        if answered {
            self.rounds.heard();
        }
        let published = reference != self.reference;
        let complained = problems != self.problems.reference;
        if complained {
            for problem in &problems {
                tracing::warn!("{}", problem.details);
            }
        }
        self.problems.reference = problems;
        if published {
            self.reference = reference;
            self.judge_anew();
        }
        let interval = self.setup.check.reference_interval;
        let pause = if self.clocks.ask_again { interval.min(CURIOSITY) } else { interval };
        self.clocks.reference = Some(self.clocks.reference_asked + pause);
        if self.clocks.round.is_none() {
            self.clocks.round = Some(Instant::now());
        } else if published {
            self.settle();
        } else if complained {
            self.publish_soon();
        }
    }

    /// Judges every mirror by what is published and expected now.
    fn judge_anew(&mut self) {
        self.expected = Expected::from_catalog(&self.setup.registry.catalog, &self.reference);
        self.policy = policy(&self.setup, !self.table.is_empty());
        self.table = self.judged_anew(&self.table);
    }

    fn judged_anew(&self, table: &HealthTable) -> HealthTable {
        let terms = self.terms();
        let anew = |health: &Arc<MirrorHealth>| {
            let judged = advance(Some(health), None, terms);
            if judged == **health { Arc::clone(health) } else { Arc::new(judged) }
        };
        table.iter().map(|(name, health)| (name.clone(), anew(health))).collect()
    }

    fn begin_round(&mut self) {
        // TIME grows old also where nobody is asked.
        self.judge_anew();
        // A round that is more spread than the one before begins sooner, so that nobody waits for more than
        // the interval.
        let more_spread = spread(&self.setup, true).saturating_sub(self.policy.spread);
        self.clocks.round = Some(Instant::now() + self.setup.check.interval - more_spread);
        let looks = self.plan();
        self.look(Scope::Everybody, looks);
        self.ask_vault();
    }

    fn ask_vault(&self) {
        let (prober, events) = (self.probers.mirrors.clone(), self.events.clone());
        let registry = Arc::clone(&self.setup.registry);
        tokio::spawn(async move {
            let (url, seen) = prober.vault(&registry.catalog.vault).await;
            let _ = events.send(Event::Vault { url, seen });
        });
    }

    fn plan(&self) -> Vec<Look> {
        plan(&self.setup.registry, &self.table, &self.reference, &self.policy, Timestamp::now()).looks
    }

    fn look(&mut self, scope: Scope, mut looks: Vec<Look>) {
        let number = self.rounds.begin(scope, &mut looks, self.good(&self.published.borrow().table));
        let (prober, events) = (self.probers.mirrors.clone(), self.events.clone());
        tokio::spawn(async move {
            let seen = |report| _ = events.send(Event::Seen { round: number, report });
            prober.round(looks, seen).await;
            let _ = events.send(Event::RoundOver(number));
        });
    }

    fn end_round(&mut self, number: u64) {
        let Some(round) = self.rounds.end(number) else { return };
        let after = self.good(&self.table);
        if is_suspicious(&round.good_before, &after, round.anybody_answered) {
            let before = round.good_before.len();
            let sentence = format!(
                "{} of {before} good mirrors would be out after this round, and neither a mirror nor the \
                 reference tree answers: the fault is more likely here, and health stays as it was",
                before - round.good_before.intersection(&after).count()
            );
            if self.problems.guard.is_none() {
                tracing::error!("{sentence}");
            }
            self.problems.guard = Some(Problem::public(sentence));
            self.table = self.published.borrow().table.clone();
            self.publish();
            return;
        }
        if self.problems.guard.take().is_some() {
            tracing::info!("somebody answers again");
        }
        self.settle();
    }

    /// Tells what is now believed, and that it is worth keeping.
    fn settle(&mut self) {
        self.publish_with(1);
    }

    fn publish_soon(&mut self) {
        let is_first = self.published.borrow().rounds == 0 && self.published.borrow().table.is_empty();
        let soon = Instant::now() + GATHER;
        let soon = if is_first { soon.max(self.clocks.started + FIRST_WORD) } else { soon };
        self.clocks.publish.get_or_insert(soon);
    }

    fn publish(&mut self) {
        self.publish_with(0);
    }

    /// Everything at once: whoever listens must not see that something has settled before they see what.
    fn publish_with(&mut self, settled: u64) {
        self.clocks.publish = None;
        // While nobody has answered in a round, a great loss may be one of ours: its end decides.
        let after = self.good(&self.table);
        let in_doubt = |round: &Round| is_suspicious(&round.good_before, &after, round.anybody_answered);
        let doubtful = self.rounds.running().any(in_doubt);
        // What is published is beyond doubt: mirrors stay as they were seen, and are judged by that.
        let table =
            if doubtful { self.judged_anew(&self.published.borrow().table) } else { self.table.clone() };
        let problems = self.problems.all();
        let (rounds, vault) = (self.rounds.whole(), self.vault.clone());
        self.published.send_modify(|published| {
            let state = Arc::make_mut(published);
            state.table = table;
            state.reference.clone_from(&self.reference);
            state.policy = self.policy;
            state.rounds = rounds;
            state.problems = problems;
            state.vault = vault;
            state.settled += settled;
        });
    }

    fn good(&self, table: &HealthTable) -> BTreeSet<MirrorName> {
        good(&self.setup.registry, table, &self.policy, Timestamp::now())
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            expected: &self.expected,
            reference: &self.reference,
            policy: &self.policy,
            now: Timestamp::now(),
        }
    }
}

impl Problems {
    fn all(&self) -> Vec<Problem> {
        self.setup.iter().chain(&self.reference).chain(&self.guard).cloned().collect()
    }
}

fn policy(setup: &Setup, known: bool) -> Policy {
    let policy = Policy::new(setup.registry.catalog.allowed_outdate, setup.check.interval);
    Policy { spread: spread(setup, known), ..policy }
}

/// Where something is known already, looks are spread over half of the interval; a first round is quick.
fn spread(setup: &Setup, known: bool) -> Duration {
    if known { setup.check.interval / 2 } else { Duration::ZERO }
}

/// Whether a mirror has something newer than the reference tree that it was not seen to have before.
fn is_newly_ahead(before: Option<&MirrorHealth>, now: &MirrorHealth) -> bool {
    let digest = |condition: &RepositoryHealth| condition.repomd.as_ref().map(|seen| seen.digest);
    now.trees.iter().any(|(name, tree)| {
        let before = before.and_then(|before| before.trees.get(name));
        tree.repositories.iter().filter(|(_, now)| now.state == State::Ahead).any(|(holding, now)| {
            let known = before.and_then(|before| before.repositories.get(holding));
            known.is_none_or(|known| digest(known) != digest(now))
        })
    })
}

async fn due(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
