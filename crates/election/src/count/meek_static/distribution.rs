//! Passes every ballot down its ranking: who receives how much, and who keeps how much of it.

use rustc_hash::FxHashMap;

use crate::ballots::Ballots;
use crate::number::Decimal;

/// What every candidate receives and keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) incoming: Vec<Decimal>,
    pub(super) kept: Vec<Decimal>,
}

/// What a candidate does with votes while a stage lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Out of the count: ballots pass by.
    Out,
    /// Keeps everything.
    Hopeful,
    /// Keeps a share; the number counts the elected from 0.
    Elected(u32),
}

/// The ballots of a contest, prepared for one stage, in which no candidate is elected or excluded.
#[derive(Debug, Clone)]
pub(super) enum Distribution {
    /// Every addition is made in the order of the ballots, as the last digits depend on it.
    InOrder(InOrder),
    /// Ballots that have passed the same elected candidates are one.
    Merged(Merged),
}

impl Distribution {
    pub(super) fn in_order(ballots: &Ballots, roles: &[Role]) -> Self {
        Self::InOrder(InOrder::new(ballots, roles))
    }

    /// Merges ballots where there are at most 64 elected candidates.
    pub(super) fn merged(ballots: &Ballots, roles: &[Role]) -> Self {
        let elected = roles.iter().filter(|role| matches!(role, Role::Elected(_))).count();
        if elected > 64 {
            return Self::in_order(ballots, roles);
        }
        Self::Merged(Merged::new(ballots, roles, elected))
    }

    /// The flow with these shares, by candidate.
    pub(super) fn flow(&self, keep: &[Decimal]) -> Flow {
        match self {
            Self::InOrder(distribution) => distribution.flow(keep),
            Self::Merged(distribution) => distribution.flow(keep),
        }
    }

    /// How many numbers one flow touches.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::InOrder(distribution) => distribution.nodes.len() + distribution.ballots.len(),
            Self::Merged(distribution) => distribution.cells.len(),
        }
    }
}

/// A tree of rankings, so that what ballots of equal weight and equal beginning pass on is computed once.
#[derive(Debug, Clone)]
pub(super) struct InOrder {
    nodes: Vec<Node>,
    /// The last node of every ballot.
    ballots: Vec<u32>,
    candidates: usize,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The node before it; a root is its own parent.
    parent: u32,
    /// The candidate that receives votes here; a root has none.
    candidate: Option<u16>,
    /// The weight with which ballots begin at a root.
    weight: u64,
}

impl InOrder {
    fn new(ballots: &Ballots, roles: &[Role]) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        let mut roots: FxHashMap<u64, u32> = FxHashMap::default();
        let mut children: FxHashMap<(u32, u16), u32> = FxHashMap::default();
        let mut last_nodes = Vec::new();
        for (weight, choices) in ballots.iter().filter(|(weight, _)| *weight > 0) {
            let root = Node { parent: 0, candidate: None, weight };
            let mut at = *roots.entry(weight).or_insert_with(|| pushed(&mut nodes, root));
            for &choice in choices {
                let role = roles[usize::from(choice)];
                if role == Role::Out {
                    continue;
                }
                let node = Node { parent: at, candidate: Some(choice), weight: 0 };
                at = *children.entry((at, choice)).or_insert_with(|| pushed(&mut nodes, node));
                if role == Role::Hopeful {
                    break;
                }
            }
            last_nodes.push(at);
        }
        Self { nodes, ballots: last_nodes, candidates: roles.len() }
    }

    fn flow(&self, keep: &[Decimal]) -> Flow {
        // What arrives at each node, what stays there, and what goes on.
        let mut passed: Vec<(Decimal, Decimal, Decimal)> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            passed.push(match node.candidate {
                None => (Decimal::ZERO, Decimal::ZERO, Decimal::from(node.weight)),
                Some(candidate) => {
                    let arrives = passed[node.parent as usize].2;
                    let share = keep[usize::from(candidate)];
                    // A whole vote stays: nothing is multiplied.
                    let stays = if share == Decimal::ONE { arrives } else { arrives.times(share) };
                    (arrives, stays, arrives.minus(stays))
                }
            });
        }
        let mut incoming = vec![Decimal::ZERO; self.candidates];
        let mut kept = vec![Decimal::ZERO; self.candidates];
        for &last in &self.ballots {
            let mut at = last as usize;
            while let Some(candidate) = self.nodes[at].candidate {
                let candidate = usize::from(candidate);
                let (arrives, stays, _) = passed[at];
                if !arrives.is_zero() {
                    incoming[candidate] = incoming[candidate].plus(arrives);
                    // Equal terms in equal order have equal sums.
                    if keep[candidate] != Decimal::ONE {
                        kept[candidate] = kept[candidate].plus(stays);
                    }
                }
                at = self.nodes[at].parent as usize;
            }
        }
        for candidate in (0..self.candidates).filter(|&candidate| keep[candidate] == Decimal::ONE) {
            kept[candidate] = incoming[candidate];
        }
        Flow { incoming, kept }
    }
}

fn pushed(nodes: &mut Vec<Node>, node: Node) -> u32 {
    nodes.push(node);
    u32::try_from(nodes.len() - 1).expect("readers limit the number of choices")
}

/// Sums of weights, by the set of elected candidates that ballots have passed and the candidate who comes next.
///
/// A ballot that has passed the elected a and b arrives with w × (1 − keep a) × (1 − keep b), in whatever order it
/// passed them.
#[derive(Debug, Clone)]
pub(super) struct Merged {
    /// Sets of elected candidates as bits.
    sets: Vec<u64>,
    /// Set, candidate, weight.
    cells: Vec<(u32, u16, u64)>,
    /// The candidates who are elected, by bit.
    elected: Vec<usize>,
    candidates: usize,
}

impl Merged {
    fn new(ballots: &Ballots, roles: &[Role], count: usize) -> Self {
        let mut elected = vec![0; count];
        for (candidate, role) in roles.iter().enumerate() {
            if let Role::Elected(number) = role {
                elected[*number as usize] = candidate;
            }
        }
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut sets = Vec::new();
        let mut places: FxHashMap<(u32, u16), usize> = FxHashMap::default();
        let mut cells: Vec<(u32, u16, u64)> = Vec::new();
        for (weight, choices) in ballots.iter() {
            let mut set = 0u64;
            for &choice in choices {
                let role = roles[usize::from(choice)];
                if role == Role::Out {
                    continue;
                }
                let number = *numbers.entry(set).or_insert_with(|| {
                    sets.push(set);
                    u32::try_from(sets.len() - 1).expect("readers limit the number of choices")
                });
                let place = *places.entry((number, choice)).or_insert_with(|| {
                    cells.push((number, choice, 0));
                    cells.len() - 1
                });
                cells[place].2 += weight;
                match role {
                    Role::Elected(bit) => set |= 1 << bit,
                    _ => break,
                }
            }
        }
        Self { sets, cells, elected, candidates: roles.len() }
    }

    fn flow(&self, keep: &[Decimal]) -> Flow {
        let tables: Vec<Vec<Decimal>> = self.elected.chunks(8).map(|chunk| products(chunk, keep)).collect();
        let passed: Vec<Decimal> = self
            .sets
            .iter()
            .map(|set| {
                let factors = tables.iter().enumerate().map(|(byte, table)| {
                    let index = usize::try_from(set >> (8 * byte) & 0xff).expect("a byte is a small number");
                    table[index]
                });
                factors.reduce(Decimal::times).unwrap_or(Decimal::ONE)
            })
            .collect();
        let mut incoming = vec![Decimal::ZERO; self.candidates];
        for &(set, candidate, weight) in &self.cells {
            let arrives = passed[set as usize].times(Decimal::from(weight));
            let sum = &mut incoming[usize::from(candidate)];
            *sum = sum.plus(arrives);
        }
        let kept = incoming.iter().zip(keep).map(|(arrives, share)| arrives.times(*share)).collect();
        Flow { incoming, kept }
    }
}

/// For every set of at most eight elected candidates the product of the shares that they pass on.
fn products(elected: &[usize], keep: &[Decimal]) -> Vec<Decimal> {
    let mut products = vec![Decimal::ONE];
    for &candidate in elected {
        let passes_on = Decimal::ONE.minus(keep[candidate]);
        let with: Vec<Decimal> = products.iter().map(|product| product.times(passes_on)).collect();
        products.extend(with);
    }
    products
}
