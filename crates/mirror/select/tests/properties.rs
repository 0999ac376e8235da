//! What is true of every answer, in every world.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "properties/generated.rs"]
mod generated;
#[path = "properties/naive.rs"]
mod naive;

use std::collections::{BTreeMap, BTreeSet};

use generated::{World, client, of_another_repository, query, world};
use maneki_mirror_model::{BaseUrl, Position};
use maneki_mirror_registry::Tree;
use maneki_mirror_select::{Choice, Client, Query, Rung, Selection, Slot, explain, select};
use maneki_mirror_snapshot::{Circle, MirrorId, Snapshot, Spot};
use naive::{Condition, Group, Look, Number};
use proptest::prelude::*;

/// Mirrors are numbered by name in both worlds.
fn number(snapshot: &Snapshot, id: MirrorId) -> Number {
    snapshot.entry(id).mirror.name.as_str()[1..3].parse().unwrap()
}

fn numbers(snapshot: &Snapshot, ids: impl IntoIterator<Item = MirrorId>) -> Vec<Number> {
    ids.into_iter().map(|id| number(snapshot, id)).collect()
}

/// Goes through an answer and the naive groups side by side.
fn walks_through(world: &World, snapshot: &Snapshot, client: &Client, query: &Query, selection: &Selection) {
    if query.target.tree == Tree::Vault {
        assert_eq!(selection, &Selection::default());
        return;
    }
    let usable = world.usable(query);
    let among_usable = |(rung, mut members): Group| {
        members.retain(|number| usable.contains_key(number));
        (rung, members)
    };
    let mut rest = selection.choices.iter();
    let monopoly =
        world.monopolies(client).into_iter().map(among_usable).find(|(_, members)| !members.is_empty());
    // An older publication makes a monopoly no weaker.
    if let Some((rung, members)) = monopoly.filter(|_| query.limit > 0) {
        let choice = rest.next().expect("the monopoly is chosen");
        assert!(choice.rung == rung && members.contains(&number(snapshot, choice.mirror)));
        assert_eq!((rest.next(), selection.monopoly), (None, Some(choice.mirror)));
        return;
    }
    assert_eq!(selection.monopoly, None);
    let (mut chosen, mut urls) = (BTreeSet::new(), BTreeSet::<&BaseUrl>::new());
    let groups: Vec<Group> = world.groups(client, &query.target.tree).into_iter().map(among_usable).collect();
    for (rung, mut members) in later_ones_last(&groups, &usable) {
        loop {
            members.retain(|number| !chosen.contains(number) && !urls.contains(usable[number].0));
            if members.is_empty() || chosen.len() == query.limit {
                break;
            }
            let choice = rest.next().expect("nothing is left out");
            let number = number(snapshot, choice.mirror);
            assert!(members.contains(&number), "m{number:02} is not in {rung} {members:?}");
            let (url, _) = usable[&number];
            assert_eq!((choice.rung, choice.protocol), (rung, url.protocol()));
            assert_eq!(
                choice.distance_km(snapshot, client),
                naive::distance(client, &world.mirrors[number].1)
            );
            chosen.insert(number);
            urls.insert(url);
        }
    }
    assert_eq!(rest.next(), None);
}

/// Within each rung the mirrors with the current publication come before the others.
fn later_ones_last(groups: &[Group], usable: &BTreeMap<Number, (&BaseUrl, bool)>) -> Vec<Group> {
    let part = |rung: &[Group], later: bool| -> Vec<Group> {
        let fits = |number: &&Number| usable[number].1 == later;
        rung.iter().map(|(rung, members)| (*rung, members.iter().filter(fits).copied().collect())).collect()
    };
    let rungs = groups.chunk_by(|(a, _), (b, _)| a == b);
    rungs.flat_map(|rung| [part(rung, false), part(rung, true)].concat()).collect()
}

proptest! {
    // What fails is printed, shrunk: it becomes a test of its own and no file of seeds.
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_is_the_ladder_as_one_would_climb_it_by_hand(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let snapshot = world.snapshot();
        let selection = select(&snapshot, &client, &query, Slot(slot));
        walks_through(&world, &snapshot, &client, &query, &selection);
    }

    #[test]
    fn what_was_put_in_order_beforehand_changes_no_answer(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let place = client.position.map(Position::coordinates);
        let ready = world.snapshot().looking_out_from(place);
        let selection = select(&ready, &client, &query, Slot(slot));
        prop_assert_eq!(selection, select(&world.snapshot(), &client, &query, Slot(slot)));
    }

    #[test]
    fn an_answer_holds_nothing_that_it_must_not(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let snapshot = world.snapshot();
        let Selection { choices, .. } = select(&snapshot, &client, &query, Slot(slot));
        prop_assert!(choices.len() <= query.limit);
        prop_assert!(choices.is_sorted_by_key(|choice| choice.rung));
        let mirrors: BTreeSet<_> = choices.iter().map(|choice| choice.mirror).collect();
        let urls: BTreeSet<_> = choices.iter().map(|choice| choice.url(&snapshot, &query.target.tree)).collect();
        prop_assert_eq!((mirrors.len(), urls.len()), (choices.len(), choices.len()));
        for choice in &choices {
            let entry = snapshot.entry(choice.mirror);
            let on_net = matches!(choice.rung, Rung::Subnet | Rung::Asn | Rung::Cloud);
            prop_assert!(on_net && !query.only_public || entry.mirror.is_public());
            prop_assert!(!query.exclude.iter().any(|name| name.eq_ignore_ascii_case(entry.mirror.name.as_str())));
            prop_assert!(query.protocol.is_none_or(|protocol| choice.protocol == protocol));
            let country = entry.place.country;
            prop_assert!(!country.is_some_and(|country| query.exclude_countries.contains(&country)));
            let wanted = query.countries.as_ref();
            prop_assert!(wanted.is_none_or(|wanted| country.is_some_and(|country| wanted.contains(&country))));
        }
    }

    #[test]
    fn nobody_gets_a_bad_mirror_while_there_is_a_good_one(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let (snapshot, tree) = (world.snapshot(), &query.target.tree);
        let condition = world.condition(tree);
        for choice in select(&snapshot, &client, &query, Slot(slot)).choices {
            let look = world.look(number(&snapshot, choice.mirror), tree);
            prop_assert!(match look {
                Look::First | Look::Later => true,
                Look::Unknown => condition == Condition::Unknown,
                Look::Ill(good_until) => matches!(condition, Condition::LastGood(_)) && good_until.is_some(),
                Look::Drained => false,
            }, "{look:?} among {condition:?}");
        }
    }

    #[test]
    fn a_duplicate_is_named_once_though_several_rungs_offer_it(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let duplicates = select(&world.snapshot(), &client, &query, Slot(slot)).duplicates;
        prop_assert_eq!(duplicates.iter().collect::<BTreeSet<_>>().len(), duplicates.len());
    }

    #[test]
    fn by_distance_means_that_none_is_nearer_than_the_one_before(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let snapshot = world.snapshot();
        let choices = select(&snapshot, &client, &query, Slot(slot)).choices;
        let usable = world.usable(&query);
        let is_later = |choice: &&Choice| usable[&number(&snapshot, choice.mirror)].1;
        let city = matches!(client.position, Some(Position::Place(_)));
        for rung in [Rung::Country, Rung::Far] {
            let on_rung = choices.iter().filter(|choice| choice.rung == rung && (city || rung == Rung::Far));
            let (later, first): (Vec<&Choice>, Vec<&Choice>) = on_rung.partition(is_later);
            for part in [first, later] {
                // Those without coordinates are last.
                let km = |choice: &&Choice| choice.distance_km(&snapshot, &client).unwrap_or(u32::MAX);
                prop_assert!(part.iter().map(km).is_sorted());
            }
        }
    }

    #[test]
    fn an_answer_can_be_repeated_and_is_the_same_for_every_repository(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let first = select(&world.snapshot(), &client, &query, Slot(slot));
        prop_assert_eq!(&select(&world.snapshot(), &client, &query, Slot(slot)), &first);
        let other = of_another_repository(&query);
        prop_assert_ne!(&other.target, &query.target);
        prop_assert_eq!(&select(&world.snapshot(), &client, &other, Slot(slot)), &first);
        let canonical = Client { address: client.address.to_canonical(), ..client };
        prop_assert_eq!(&select(&world.snapshot(), &canonical, &query, Slot(slot)), &first);
    }

    #[test]
    fn leaving_one_out_does_not_move_the_others(
        world in world(), client in client(), query in query(), slot: u64, lot: prop::sample::Index,
    ) {
        let snapshot = world.without_rivalry().snapshot();
        let all = select(&snapshot, &client, &Query { limit: usize::MAX, ..query.clone() }, Slot(slot));
        if all.choices.is_empty() {
            return Ok(());
        }
        let out = lot.get(&all.choices).mirror;
        let mut without = query;
        without.exclude.push(snapshot.entry(out).mirror.name.as_str().into());
        let rest: Vec<Choice> = all.choices.into_iter().filter(|choice| choice.mirror != out).collect();
        let cut = rest.iter().take(without.limit).copied().collect::<Vec<_>>();
        prop_assert_eq!(select(&snapshot, &client, &without, Slot(slot)).choices, cut);
    }

    #[test]
    fn every_mirror_is_chosen_or_explained_once(
        world in world(), client in client(), query in query(), slot: u64,
    ) {
        let snapshot = world.snapshot();
        let explanation = explain(&snapshot, &client, &query, Slot(slot));
        prop_assert_eq!(&explanation.selection, &select(&snapshot, &client, &query, Slot(slot)));
        let chosen = explanation.selection.choices.iter().map(|choice| choice.mirror);
        let mut explained: Vec<MirrorId> =
            chosen.chain(explanation.excluded.iter().map(|(mirror, _)| *mirror)).collect();
        explained.sort();
        prop_assert_eq!(explained, snapshot.entries().map(|(id, _)| id).collect::<Vec<_>>());
    }

    #[test]
    fn the_indexes_find_what_a_search_finds(world in world(), client in client(), reach in 0.0..3000.0) {
        let snapshot = world.snapshot();
        let by_length = |groups: Vec<Group>| groups.into_iter().map(|(_, members)| members).collect::<Vec<_>>();
        let found: Vec<BTreeSet<Number>> = snapshot.by_network(client.address)
            .map(|(_, ids)| numbers(&snapshot, ids.iter().copied()).into_iter().collect()).collect();
        prop_assert_eq!(found, by_length(world.network_groups(client.address)));
        let found: Vec<BTreeSet<Number>> = snapshot.by_cloud(client.address)
            .map(|(_, ids)| numbers(&snapshot, ids.iter().copied()).into_iter().collect()).collect();
        prop_assert_eq!(found, by_length(world.cloud_groups(client.address)));

        let public = |&(number, _): &(Number, f64)| world.mirrors[number].0.is_public();
        let Some(here) = client.position.map(Position::coordinates) else { return Ok(()) };
        let placed = world.mirrors.iter().enumerate().filter_map(|(number, (_, place))| {
            Some((number, here.distance_km(place.coordinates?.0)))
        });
        let mut placed: Vec<(Number, f64)> = placed.filter(public).collect();
        placed.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let geography = snapshot.geography(&Tree::Main);
        let spots = |spots: Vec<&Spot>| numbers(&snapshot, spots.into_iter().flat_map(Spot::mirrors).copied());
        let within: BTreeSet<_> =
            spots(geography.within(Circle::new(here, reach)).collect()).into_iter().collect();
        let expected = placed.iter().filter(|(_, km)| *km < reach).map(|(number, _)| *number).collect();
        prop_assert_eq!(within, expected);
        let nearest = spots(geography.nearest(here).map(|sight| sight.spot).collect());
        let km = |number: &Number| here.distance_km(world.mirrors[*number].1.coordinates.unwrap().0);
        prop_assert_eq!(nearest.len(), placed.len());
        prop_assert!(nearest.is_sorted_by(|a, b| km(a) <= km(b) + 1e-3));
        for sight in geography.nearest(here) {
            let mirrors = sight.spot.mirrors();
            let is_right = |&id: &MirrorId| {
                snapshot.entry(id).place.country == sight.spot.country()
                    && snapshot.distance_km(id, here) == Some(sight.km())
                    && snapshot.entry(id).coordinates() == snapshot.entry(mirrors[0]).coordinates()
            };
            prop_assert!(mirrors.iter().all(is_right));
        }
    }
}
