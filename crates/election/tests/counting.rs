//! What every count promises, and the cases in which the platform of the model distribution fails.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_election::{
    Ballots, Candidate, Contest, Decimal, Group, Method, Options, Outcome, ShortSlate, Status, TieKind,
    TieRule, Totals, Votes, count,
};
use proptest::prelude::*;

/// An election of candidates 0, 1, 2 … with ballots of these weights.
fn contest(candidates: usize, seats: usize, ballots: &[(u64, &[usize])]) -> Contest {
    let names = (0..candidates).map(|number| Candidate::new((number + 1).to_string(), format!("C{number}")));
    let mut votes = Ballots::new();
    for (weight, choices) in ballots {
        votes.push(1, *weight, choices.iter().copied());
    }
    Contest::new(names.collect(), seats, Votes::Ranked(votes))
}

fn run(contest: &Contest, method: Method) -> Outcome {
    count(contest, &Options::new(method)).unwrap()
}

const RANKED: [Method; 3] = [Method::MeekStatic, Method::MeekPrf, Method::Scottish];

#[test]
fn a_count_on_which_the_platform_gives_up_has_a_result() {
    let ballots: &[(u64, &[usize])] = &[(120, &[0, 1]), (83, &[1, 0]), (80, &[2]), (70, &[3]), (47, &[4])];
    let contest = contest(5, 3, ballots);
    for digits in [false, true] {
        let options = Options { digits, ..Options::new(Method::MeekStatic) };
        let outcome = count(&contest, &options).unwrap();
        assert_eq!(outcome.status, Status::Decided);
        assert_eq!(outcome.elected, [0, 1, 2]);
        assert!(outcome.record.model_stops);
        // The first stage goes on after 200 iterations and then excludes the candidate with 47 votes.
        let first = outcome.record.rounds.iter().find(|round| round.changes.excluded.is_some()).unwrap();
        assert_eq!(first.changes.excluded, Some(4));
        assert!(first.n > 200, "round {}", first.n);
    }
}

#[test]
fn a_short_slate_is_counted_as_the_platform_does_or_elected_as_a_whole() {
    let contest = contest(2, 3, &[(171, &[0]), (50, &[1])]);
    let as_run = run(&contest, Method::MeekStatic);
    assert_eq!((as_run.elected, as_run.vacant), (vec![0], 2));
    let options = Options { short_slate: ShortSlate::ElectAll, ..Options::new(Method::MeekStatic) };
    let elect_all = count(&contest, &options).unwrap();
    assert_eq!((elect_all.elected, elect_all.vacant), (vec![0, 1], 1));
}

#[test]
fn a_tie_that_no_rule_decides_is_followed_both_ways() {
    let mut contest = contest(3, 1, &[(5, &[0]), (3, &[1, 0]), (3, &[2, 1])]);
    for method in RANKED {
        let outcome = run(&contest, method);
        assert_eq!(outcome.status, Status::Undecided, "{method:?}");
        assert_eq!((outcome.elected, outcome.undecided), (vec![], vec![0, 1]), "{method:?}");
        let tie = &outcome.record.ties[0];
        assert_eq!((tie.kind, tie.rule, tie.matters), (TieKind::Exclusion, TieRule::None, true));
        assert_eq!((tie.candidates.as_slice(), tie.chosen), ([1, 2].as_slice(), None));
    }
    contest.lot = vec![1, 0, 2];
    for method in RANKED {
        let outcome = run(&contest, method);
        assert_eq!(outcome.elected, [1], "{method:?}");
        assert_eq!(outcome.record.ties[0].rule, TieRule::Lot);
    }
    contest.lot.clear();
    for (candidate, identifier) in contest.candidates.iter_mut().zip(["a", "b", "c"]) {
        candidate.identifier = Some(identifier.to_owned());
    }
    let outcome = run(&contest, Method::MeekStatic);
    // The lowest identifier is excluded, and the ballot of 1 goes to 0.
    assert_eq!(
        (outcome.elected.as_slice(), outcome.record.ties[0].rule),
        ([0].as_slice(), TieRule::Identifier)
    );
}

#[test]
fn a_tie_without_effect_leaves_the_result_decided() {
    let contest = contest(4, 1, &[(9, &[0]), (1, &[1]), (1, &[2]), (4, &[3])]);
    for method in [Method::MeekPrf, Method::Scottish] {
        let outcome = run(&contest, method);
        assert_eq!((outcome.status, outcome.elected.as_slice()), (Status::Decided, [0].as_slice()));
    }
    let contest = self::contest(4, 2, &[(9, &[0]), (1, &[1]), (1, &[2]), (4, &[3])]);
    for method in RANKED {
        let outcome = run(&contest, method);
        assert_eq!(outcome.elected, [0, 3], "{method:?}");
        assert!(outcome.record.ties.iter().all(|tie| !tie.matters), "{method:?}: {:?}", outcome.record.ties);
        // The quota of `meek-prf` falls until candidate 3 reaches it, before any candidate is excluded.
        assert_eq!(outcome.record.ties.is_empty(), method == Method::MeekPrf, "{method:?}");
    }
}

#[test]
fn too_many_ways_leave_everybody_who_can_win_undecided() {
    let contest = contest(10, 1, &[]);
    for method in RANKED {
        let outcome = run(&contest, method);
        assert_eq!(outcome.status, Status::Undecided, "{method:?}");
        assert_eq!(outcome.undecided, (0..10).collect::<Vec<_>>(), "{method:?}");
    }
}

#[test]
fn ten_thousand_candidates_without_votes_end_soon() {
    let contest = contest(10_000, 9, &[(3, &[0]), (2, &[1])]);
    for method in RANKED {
        let outcome = run(&contest, method);
        assert_eq!(outcome.status, Status::Undecided, "{method:?}");
        assert!(!outcome.undecided.is_empty());
    }
}

#[test]
fn a_full_group_bars_its_other_members() {
    let mut contest = contest(4, 2, &[(60, &[0, 1]), (50, &[1, 0]), (20, &[2]), (10, &[3])]);
    contest.groups = vec![Group { max: 1, members: vec![0, 1] }];
    let outcome = run(&contest, Method::MeekStatic);
    assert_eq!(outcome.elected, [0, 2]);
    assert_eq!(outcome.record.barred, [1]);
    contest.votes = Votes::Totals(Totals { totals: vec![60, 50, 20, 20], ballots: None, weight: None });
    let outcome = run(&contest, Method::TopN);
    assert_eq!((outcome.elected, outcome.undecided), (vec![0], vec![2, 3]));
}

#[test]
fn rounding_elects_no_candidate() {
    // Candidates 1 and 2 are equal by symmetry, and receive thirds in another order.
    let ballots: &[(u64, &[usize])] = &[
        (10, &[0, 1]),
        (10, &[0, 2]),
        (1, &[0, 3]),
        (3, &[1, 2]),
        (3, &[2, 1]),
        (7, &[3]),
        (1, &[0, 1, 3]),
        (1, &[0, 2, 3]),
    ];
    let base = contest(4, 2, ballots);
    let expected = run(&base, Method::MeekStatic);
    for shift in 0..ballots.len() {
        let mut turned = ballots.to_vec();
        turned.rotate_left(shift);
        let outcome = run(&contest(4, 2, &turned), Method::MeekStatic);
        assert_eq!((&outcome.elected, &outcome.undecided), (&expected.elected, &expected.undecided));
        assert_eq!(outcome.totals, expected.totals);
    }
}

type Rows = Vec<(u64, Vec<usize>)>;

fn rows(candidates: usize) -> impl Strategy<Value = Rows> {
    let order = Just((0..candidates).collect::<Vec<usize>>()).prop_shuffle();
    let ballot = (1..6u64, order, 0..=candidates).prop_map(|(weight, mut order, length)| {
        order.truncate(length);
        (weight, order)
    });
    prop::collection::vec(ballot, 0..25)
}

fn built(candidates: usize, seats: usize, rows: &Rows) -> Contest {
    let ballots: Vec<(u64, &[usize])> = rows.iter().map(|(weight, row)| (*weight, row.as_slice())).collect();
    contest(candidates, seats, &ballots)
}

fn result(contest: &Contest, method: Method) -> (Vec<usize>, Vec<usize>) {
    let outcome = run(contest, method);
    let mut elected = outcome.elected;
    elected.sort_unstable();
    (elected, outcome.undecided)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_weight_counts_like_so_many_ballots(rows in rows(5), seats in 1..4usize) {
        let single: Rows = rows
            .iter()
            .flat_map(|(weight, row)| (0..*weight).map(|_| (1, row.clone())))
            .collect();
        for method in RANKED.into_iter().chain([Method::TopN]) {
            prop_assert_eq!(
                result(&built(5, seats, &rows), method),
                result(&built(5, seats, &single), method)
            );
        }
    }

    #[test]
    fn the_order_of_the_ballots_changes_nothing(rows in rows(5), seats in 1..4usize) {
        let mut reversed = rows.clone();
        reversed.reverse();
        for method in RANKED {
            let (one, other) = (run(&built(5, seats, &rows), method), run(&built(5, seats, &reversed), method));
            prop_assert_eq!(one.elected, other.elected);
            prop_assert_eq!(one.undecided, other.undecided);
            prop_assert_eq!(one.record.rounds, other.record.rounds);
        }
    }

    #[test]
    fn a_solid_coalition_of_quotas_elects_as_many(rows in rows(5), seats in 1..4usize) {
        // Candidates 0 and 1 are ranked first, in some order, by more than two quotas.
        let others: u64 = rows.iter().map(|(weight, _)| weight).sum();
        let weight = 2 * (others + 3) + 2;
        let mut rows = rows;
        rows.push((weight, vec![0, 1]));
        rows.push((weight, vec![1, 0]));
        let wanted = seats.min(2);
        for method in RANKED {
            let outcome = run(&built(5, seats, &rows), method);
            let certain = outcome.elected.iter().filter(|&&winner| winner < 2).count();
            let open = outcome.undecided.iter().filter(|&&winner| winner < 2).count();
            prop_assert!(certain + open >= wanted, "{method:?}: {:?}", outcome.elected);
            if open == 0 {
                prop_assert!(certain >= wanted);
            }
        }
    }

    #[test]
    fn votes_are_neither_made_nor_lost(rows in rows(6), seats in 1..5usize) {
        let weight: u64 = rows.iter().map(|(weight, _)| weight).sum();
        let outcome = run(&built(6, seats, &rows), Method::MeekStatic);
        for round in &outcome.record.rounds {
            let held = round.numbers.totals.iter().fold(Decimal::ZERO, |sum, total| sum.plus(*total));
            let sum = held.plus(round.numbers.exhausted).to_places(50);
            prop_assert_eq!(sum, Decimal::from(weight));
        }
    }

    #[test]
    fn every_lot_elects_somebody_whom_exploring_found(rows in rows(4), seats in 1..3usize) {
        let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]];
        for method in RANKED {
            let open = run(&built(4, seats, &rows), method);
            for lot in orders {
                let mut contest = built(4, seats, &rows);
                contest.lot = lot.to_vec();
                let drawn = run(&contest, method);
                prop_assert_eq!(drawn.status, Status::Decided);
                for winner in &open.elected {
                    prop_assert!(drawn.elected.contains(winner));
                }
                for winner in &drawn.elected {
                    prop_assert!(open.elected.contains(winner) || open.undecided.contains(winner));
                }
            }
        }
    }

    #[test]
    fn the_highest_totals_win(totals in prop::collection::vec(0..6u64, 1..6), seats in 1..4usize) {
        let names = (0..totals.len()).map(|number| Candidate::new(number.to_string(), "")).collect();
        let votes = Votes::Totals(Totals { totals: totals.clone(), ballots: None, weight: None });
        let outcome = run(&Contest::new(names, seats, votes), Method::TopN);
        // Every board of that size on which no candidate outside has more votes than one inside is possible.
        let size = seats.min(totals.len());
        let boards: Vec<Vec<usize>> = (0..1u32 << totals.len())
            .filter(|board| board.count_ones() as usize == size)
            .map(|board| (0..totals.len()).filter(|candidate| board >> candidate & 1 == 1).collect())
            .filter(|board: &Vec<usize>| {
                (0..totals.len()).filter(|outside| !board.contains(outside)).all(|outside| {
                    board.iter().all(|&inside| totals[inside] >= totals[outside])
                })
            })
            .collect();
        for candidate in 0..totals.len() {
            let wins = boards.iter().filter(|board| board.contains(&candidate)).count();
            prop_assert_eq!(outcome.elected.contains(&candidate), wins == boards.len());
            prop_assert_eq!(outcome.undecided.contains(&candidate), wins > 0 && wins < boards.len());
        }
    }
}
