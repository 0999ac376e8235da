//! The real registry, if it is beside the checkout: every client gets its ten best mirrors.

use maneki_testkit::http::{Reply, get};
use maneki_testkit::{Program, shared};
use tempfile::tempdir;

#[test]
fn clients_all_over_the_world_get_ten_mirrors() {
    let Some(registry) = shared("data/almalinux-registry") else { return };
    let state = tempdir().unwrap();
    let variables = [("MANEKI_SERVER__TRUSTED_PROXIES", "127.0.0.1")];
    let binary = env!("CARGO_BIN_EXE_maneki");
    let service = Program::serve(binary, &registry, state.path(), &["--no-check"], &variables);
    let ask = |address: &str, path: &str| -> Reply {
        let reply = get(service.address, path, &[("X-Forwarded-For", address)]);
        println!("\n{address} {path}\n{}", reply.body);
        reply
    };

    // Germany, Brazil, Kenya, Japan, and an unknown place.
    for address in ["5.9.0.1", "200.160.2.3", "196.201.214.200", "133.11.0.1", "10.1.2.3"] {
        let lists = [
            ("/mirrorlist/9/baseos", "http", "/9.8/BaseOS/$basearch/os/"),
            (
                "/mirrorlist/10/appstream?arch=x86_64_v2&protocol=https",
                "https://",
                "/10.2/AppStream/x86_64_v2/os/",
            ),
            ("/mirrorlist/10-kitten/baseos", "http", "/10-kitten/BaseOS/$basearch/os/"),
        ];
        for (path, begin, end) in lists {
            let reply = ask(address, path);
            assert_eq!((reply.status, reply.lines().len()), (200, 10), "{address} {path}");
            assert!(
                reply.lines().iter().all(|url| url.starts_with(begin) && url.ends_with(end)),
                "{}",
                reply.body
            );
        }
        let vault = ask(address, "/mirrorlist/8.5/baseos");
        assert_eq!(vault.lines().len(), 1);
        assert!(vault.body.ends_with("/8.5/BaseOS/$basearch/os/"));
    }
    // The mirror of a system goes first for its clients (AS24940), a monopoly alone for its network.
    let of_the_system = ask("5.9.0.1", "/mirrorlist/9/baseos");
    assert!(of_the_system.lines()[0].contains("hetzner"), "{}", of_the_system.body);
    let of_the_network = ask("77.120.212.30", "/mirrorlist/9/baseos");
    assert_eq!(of_the_network.lines().len(), 1, "{}", of_the_network.body);
    let neighbour = ask("77.120.212.31", "/mirrorlist/9/baseos");
    assert_eq!(neighbour.lines().len(), 10);
    assert!(!neighbour.body.contains(of_the_network.lines()[0]));
}
