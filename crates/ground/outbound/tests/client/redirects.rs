//! Redirects: followed, with a limit, and without the password of another server.

use maneki_ground_outbound::{Destinations, Fault, RedirectFault, Refusal};
use maneki_testkit::{FakeMirror, Request, Wire};

use crate::world::{client, fault, fetch, url};

fn moved(to: &str) -> Wire {
    Wire::with(301, &[("Location", to)], b"")
}

#[tokio::test]
async fn redirects_are_followed_up_to_a_limit() {
    let server = FakeMirror::start(|request| match request.path.as_str() {
        "/old" => moved("/deep/er"),
        "/deep/er" => moved("../new"),
        "/new" => Wire::ok(b"here"),
        "/nowhere" => moved("http://["),
        "/ftp" => moved("ftp://example.org/list.json"),
        "/circle" => moved("/around"),
        "/around" => moved("/circle"),
        path => moved(&format!("{path}x")),
    });
    let client = client(Destinations::anywhere());
    let at = |path| url(&server, "127.0.0.1", path);
    assert_eq!(fetch(&client, &at("/old")).await.unwrap().body, b"here");
    assert_eq!(fault(&client, &at("/nowhere")).await, RedirectFault::Nowhere.into());
    assert_eq!(fault(&client, &at("/ftp")).await, Refusal::Scheme.into());
    assert_eq!(fault(&client, &at("/circle")).await, RedirectFault::Loop.into());
    let before = server.requests().len();
    assert_eq!(fault(&client, &at("/longer")).await, RedirectFault::TooMany(5).into());
    assert_eq!(server.requests().len() - before, 6);
}

#[tokio::test]
async fn the_error_names_the_url_that_a_redirect_led_to() {
    let end = FakeMirror::start(|_| Wire::status(404));
    let to = url(&end, "127.0.0.1", "/end").to_string();
    let server = FakeMirror::start(move |_| moved(&to));
    let error = fetch(&client(Destinations::anywhere()), &url(&server, "127.0.0.1", "/")).await.unwrap_err();
    assert_eq!(error.fault, Fault::Status(404));
    assert_eq!(error.to_string(), format!("{}: status 404", url(&end, "127.0.0.1", "/end")));
}

fn authorization(request: &Request) -> Option<&str> {
    request.head.lines().find_map(|line| line.strip_prefix("authorization: "))
}

#[tokio::test]
async fn a_password_goes_to_the_server_of_its_url_and_to_no_other() {
    let other = FakeMirror::start(|_| Wire::ok(b"there"));
    let to = url(&other, "127.0.0.1", "/there").to_string();
    let server = FakeMirror::start(move |request| match request.path.as_str() {
        "/list" => moved("/moved"),
        _ => moved(&to),
    });
    let mut list = url(&server, "127.0.0.1", "/list");
    list.set_username("user").unwrap();
    list.set_password(Some("secret")).unwrap();
    assert_eq!(fetch(&client(Destinations::anywhere()), &list).await.unwrap().body, b"there");
    let sent = server.requests();
    let expected = Some("Basic dXNlcjpzZWNyZXQ=");
    assert_eq!(sent.iter().map(authorization).collect::<Vec<_>>(), [expected, expected]);
    assert_eq!(authorization(&other.requests()[0]), None);
    assert!(sent.iter().chain(&other.requests()).all(|request| !request.head.contains("secret")));
}
