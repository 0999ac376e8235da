//! Asking why: the form of `/explain`.

use thirtyfour::prelude::*;

use crate::browser::{Browser, has_browser};
use crate::world::World;

#[tokio::test]
async fn an_operator_learns_alone_why_clients_do_not_get_their_mirror() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/explain").await;
    let fill = async |selector: &str, text: &str| {
        let field = browser.find(selector).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    };
    fill("#explain-ip", "133.11.0.1").await;
    fill("#explain-mirror", "nairobi.mirror.example.net").await;
    browser.turn(browser.find("#explain-form button").await.click()).await;
    let place = browser.place().await;
    assert!(place.contains("ip=133.11.0.1") && place.contains("mirror=nairobi"), "{place}");
    let ladder = browser.find("#ladder").await.text().await.unwrap();
    assert!(ladder.contains("osaka.mirror.example.net"), "{ladder}");
    assert!(!ladder.contains("nairobi"), "{ladder}");
    let meant = browser.find("#meant").await.text().await.unwrap();
    assert!(meant.contains("nairobi.mirror.example.net"), "{meant}");
    // The list of all mirrors gives the same reason, and its section is already open.
    let group = browser.find("details.reason[open]").await.text().await.unwrap();
    assert!(group.contains("nairobi.mirror.example.net"), "{group}");
    assert_eq!(browser.complaints(&world.service).await, [""; 0]);
}

#[tokio::test]
async fn what_is_no_address_is_told_beside_its_field() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/explain").await;
    browser.turn(browser.find("#explain-ip").await.send_keys("nowhere" + Key::Enter)).await;
    assert!(!browser.find("#explain-wrong").await.text().await.unwrap().is_empty());
    let field = browser.find("#explain-ip").await;
    assert_eq!(field.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
    assert!(field.prop("value").await.unwrap().unwrap().contains("nowhere"));
    assert_eq!(browser.barriers().await, [""; 0]);
}
