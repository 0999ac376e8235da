//! What it costs to go from a folder of files to a snapshot that answers.

#[path = "../tests/world/mod.rs"]
mod world;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

fn loading(criterion: &mut Criterion) {
    let folder = maneki_testkit::shared("data/almalinux-registry");
    let folder = folder.unwrap_or_else(maneki_testkit::example_registry);
    let registry = world::read(&folder);
    let places = world::places::places(&registry);
    let (many, many_places) = world::many::repeated(&registry, &places, 10_000, 0.5);

    let mut group = criterion.benchmark_group(format!("{}-mirrors", registry.mirrors.len()));
    group.bench_function("folder-to-snapshot", |bench| {
        bench.iter(|| {
            let registry = world::read(black_box(&folder));
            let places = world::places::places(&registry);
            world::snapshot(registry, places)
        });
    });
    group.bench_function("find-places", |bench| bench.iter(|| world::places::places(&registry)));
    group.bench_function("build-snapshot", |bench| {
        bench.iter(|| world::snapshot(registry.clone(), places.clone()));
    });
    group.finish();

    let mut group = criterion.benchmark_group(format!("{}-mirrors", many.mirrors.len()));
    group.sample_size(20);
    group.bench_function("build-snapshot", |bench| {
        bench.iter(|| world::snapshot(many.clone(), many_places.clone()));
    });
    group.finish();
}

criterion_group!(benches, loading);
criterion_main!(benches);
