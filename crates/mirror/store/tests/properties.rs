//! Every state is restored as it was recorded.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod world;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_health::{
    BodyFault, ConnectFault, Defects, Digest, DigestFault, DnsFault, Family, Fault, FormerPublication,
    Freshness, HealthTable, IsoHealth, IsoSet, MirrorHealth, NamedFile, Published, RedirectFault, Reference,
    ReferenceRepository, RepomdFacts, RepositoryHealth, Route, RouteHealth, Sha512, State, TimeFault,
    TlsFault, TreeHealth, Validator,
};
use maneki_mirror_model::{ModuleName, Protocol};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use maneki_mirror_store::Remembered;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::json;

/// What a calendar holds, in whole microseconds: that is how times are kept in columns.
fn time() -> impl Strategy<Value = Timestamp> {
    let range = Timestamp::MIN.as_microsecond()..=Timestamp::MAX.as_microsecond();
    range.prop_map(|number| Timestamp::from_microsecond(number).unwrap())
}

fn text() -> impl Strategy<Value = Box<str>> {
    "\\PC{0,20}".prop_map(String::into_boxed_str)
}

fn url() -> impl Strategy<Value = Arc<str>> {
    "[ -~]{0,30}".prop_map(Arc::from)
}

fn duration() -> impl Strategy<Value = Duration> {
    (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(seconds, nanos)| Duration::new(seconds, nanos))
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        Just(Fault::Dns(DnsFault::NoName)),
        text().prop_map(|addresses| Fault::Forbidden { addresses }),
        Just(Fault::Connect(ConnectFault::Reset)),
        duration().prop_map(|after| Fault::Connect(ConnectFault::Timeout(after))),
        text().prop_map(|why| Fault::Tls(TlsFault::Other(why))),
        duration().prop_map(Fault::Timeout),
        Just(Fault::Closed),
        text().prop_map(Fault::NotHttp),
        any::<u16>().prop_map(Fault::Status),
        any::<usize>().prop_map(|most| Fault::Redirect(RedirectFault::TooMany(most))),
        (any::<u64>(), any::<u64>())
            .prop_map(|(expected, found)| Fault::Body(BodyFault::Size { expected, found })),
        text().prop_map(|why| Fault::Body(BodyFault::NotRepomd(why))),
        duration().prop_map(|age| Fault::Time(TimeFault::TooOld(age))),
        Just(Fault::Digest(DigestFault::Outlived)),
        duration().prop_map(Fault::OutOfTime),
        text().prop_map(Fault::Other),
    ]
}

/// Parts that only the checker sees are made from what the store writes of them.
fn defects() -> impl Strategy<Value = Defects> {
    (vec(option::of(fault()), 4), option::of(url()), option::of(time())).prop_map(
        |(faults, url, good_until)| {
            let [reason, fault, doubt, lacking] = &faults[..] else { unreachable!() };
            let written = json!({
                "reason": reason, "url": url, "good_until": good_until,
                "fault": fault, "doubt": doubt, "lacking": lacking,
            });
            serde_json::from_value(written).unwrap()
        },
    )
}

fn freshness() -> impl Strategy<Value = Freshness> {
    (option::of(time()), vec(option::of(fault()), 2), option::of(url())).prop_map(|(claimed, faults, url)| {
        let written = json!({"claimed": claimed, "fault": faults[0], "doubt": faults[1], "url": url});
        serde_json::from_value(written).unwrap()
    })
}

fn seen() -> impl Strategy<Value = RepomdFacts> {
    // Few digests, so that some are the same and yet not what they say.
    (0..3_u8, any::<u64>(), option::of(any::<u64>()), option::of(any::<u64>())).prop_map(
        |(digest, size, revision, timestamp)| RepomdFacts {
            digest: Digest::new([digest; 32]),
            size,
            revision,
            timestamp,
        },
    )
}

fn condition() -> impl Strategy<Value = RepositoryHealth> {
    let validator = prop_oneof![text().prop_map(Validator::Etag), text().prop_map(Validator::Modified)];
    let state = prop::sample::select(State::ALL.to_vec());
    (state, option::of(time()), option::of(seen()), option::of(validator), option::of(defects())).prop_map(
        |(state, since, seen, validator, defects)| RepositoryHealth {
            state,
            since,
            repomd: seen.map(Arc::new),
            validator,
            defects: defects.map(Box::new),
        },
    )
}

fn route() -> impl Strategy<Value = (Route, RouteHealth)> {
    let protocol = prop::sample::select(Protocol::ALL.to_vec());
    let family = option::of(prop::sample::select(vec![Family::V4, Family::V6]));
    (protocol, family, option::of(fault()), time(), url()).prop_map(
        |(protocol, family, fault, since, url)| {
            (Route { protocol, family }, RouteHealth { fault, since, url })
        },
    )
}

fn in_tree(number: usize, tree: &Tree) -> Arc<Holding> {
    Arc::new(Holding { tree: tree.clone(), ..Holding::clone(&world::holding(number)) })
}

fn tree() -> impl Strategy<Value = (Tree, TreeHealth)> {
    let module = |name| Tree::Module(ModuleName::parse(name).unwrap());
    let tree = prop::sample::select(vec![Tree::Main, Tree::Vault, module("main"), module("kitten")]);
    let repositories = btree_map(0..5_usize, condition(), 0..4);
    let isos = btree_map(0..3_usize, iso_condition(), 0..3);
    (tree, option::of(time()), freshness(), vec(route(), 0..3), repositories, isos).prop_map(
        |(tree, full_look, freshness, routes, repositories, isos)| {
            let own = |(number, condition)| (in_tree(number, &tree), Arc::new(condition));
            let repositories = repositories.into_iter().map(own).collect();
            let routes = routes.into_iter().collect();
            let folder = |number| {
                Arc::new(IsoFolder { tree: tree.clone(), ..IsoFolder::clone(&world::iso_folder(number)) })
            };
            let isos = isos.into_iter().map(|(number, condition)| (folder(number), condition)).collect();
            (tree, TreeHealth { full_look, freshness, routes, repositories, isos })
        },
    )
}

fn iso_set() -> impl Strategy<Value = IsoSet> {
    (any::<u8>(), 1..4_usize).prop_map(|(publication, count)| world::images(publication, count).into())
}

fn iso_condition() -> impl Strategy<Value = IsoHealth> {
    (iso_set(), option::of(fault()), option::of(url()), time(), time())
        .prop_map(|(set, fault, url, since, checked)| IsoHealth { set, fault, url, since, checked })
}

fn table() -> impl Strategy<Value = HealthTable> {
    let health = (option::of(time()), any::<u32>(), vec(tree(), 0..3));
    let health = health.prop_map(|(checked, failed_rounds, trees)| {
        Arc::new(MirrorHealth { checked, failed_rounds, trees: trees.into_iter().collect() })
    });
    btree_map((0..4_usize).prop_map(world::mirror), health, 0..4)
}

/// The validator of the reference tree is not recorded: the first request after a restart is unconditional.
fn published() -> impl Strategy<Value = Published> {
    let former = (0..9_u8, time()).prop_map(|(digest, ended)| FormerPublication {
        digest: Digest::new([digest; 32]),
        sha512: (digest > 4).then(|| Sha512::new([digest; 64])),
        size: Some(u64::from(digest)),
        timestamp: None,
        ended,
    });
    let file = (text(), option::of(any::<u64>())).prop_map(|(path, size)| NamedFile { path, size });
    let here = (seen(), time(), option::of(file), vec(former, 0..3));
    prop_oneof![
        Just(Published::Absent),
        here.prop_map(|(repomd, since, witness, former)| {
            let repomd = Arc::new(repomd);
            Published::Here(ReferenceRepository {
                repomd,
                sha512: Some(Sha512::new([7; 64])),
                since,
                witness,
                validator: None,
                former,
            })
        })
    ]
}

fn reference() -> impl Strategy<Value = Reference> {
    let isos = btree_map(0..4_usize, iso_set(), 0..3);
    (btree_map(0..5_usize, published(), 0..5), isos).prop_map(|(published, isos)| {
        let published = published.into_iter().map(|(number, one)| (world::holding(number), one));
        let isos = isos.into_iter().map(|(number, set)| (world::iso_folder(number), set));
        Reference::restore(published, isos)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_recorded_over_whatever_there_was_is_restored_as_it_was(
        rounds in vec((table(), reference()), 1..4)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let mut store = world::open(folder.path()).await;
            for (table, reference) in rounds {
                world::record(&mut store, world::start(), &table, &reference).await.unwrap();
                let expected = Remembered { table, reference };
                assert_eq!(store.reader().restore().await.unwrap(), expected);
                // Every change that was recorded can be read as well.
                for name in expected.table.keys() {
                    let history = store.reader().history(name, 1000, None).await.unwrap();
                    assert!(history.iter().all(|entry| entry.change.mirror == *name));
                }
            }
        });
    }
}
