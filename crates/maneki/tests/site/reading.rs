//! Reading: in one's own language, in the dark, without scripts, with the keyboard alone.

use thirtyfour::prelude::*;

use crate::browser::{Browser, has_browser};
use crate::world::World;

#[tokio::test]
async fn the_language_is_the_reader_s_until_another_is_chosen() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("de").await;
    let language = async || browser.find("html").await.attr("lang").await.unwrap().unwrap();
    browser.open(&world.service, "/").await;
    assert_eq!(language().await, "de");
    browser.turn(browser.find("nav.languages a[hreflang=en]").await.click()).await;
    assert_eq!(language().await, "en");
    // It stays chosen on the next page.
    browser.turn(browser.find("table.mirrors tbody th > a").await.click()).await;
    assert_eq!(language().await, "en");
    assert!(browser.place().await.ends_with("lang=en"));
}

#[tokio::test]
async fn the_page_is_dark_for_those_who_prefer_that() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    let ground = async |scheme: &str| {
        browser.prefer(scheme).await;
        browser.open(&world.service, "/").await;
        browser.find("body").await.css_value("background-color").await.unwrap()
    };
    assert_ne!(ground("light").await, ground("dark").await);
}

#[tokio::test]
async fn nothing_needs_scripts() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.run_scripts(false).await;
    browser.open(&world.service, "/").await;
    let search = browser.find("input[name=q]").await;
    browser.turn(search.send_keys("osaka" + Key::Enter)).await;
    let row = browser.find("table.mirrors tbody th > a").await;
    assert_eq!(row.text().await.unwrap(), "osaka.mirror.example.net");
    browser.turn(row.click()).await;
    assert_eq!(browser.find("h1").await.text().await.unwrap(), "osaka.mirror.example.net");
}

#[tokio::test]
async fn everything_is_reached_with_the_keyboard() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/").await;
    let press = async |keys: TypingData| {
        browser.driver.active_element().await.unwrap().send_keys(keys).await.unwrap();
    };
    let focused = async || browser.driver.active_element().await.unwrap();
    // The first stop leads past the navigation.
    press(Key::Tab.into()).await;
    assert_eq!(focused().await.attr("href").await.unwrap().as_deref(), Some("#content"));
    press(Key::Enter.into()).await;
    for _ in 0..40 {
        if focused().await.attr("name").await.unwrap().as_deref() == Some("q") {
            break;
        }
        press(Key::Tab.into()).await;
        let outline = focused().await.css_value("outline-style").await.unwrap();
        assert_ne!(outline, "none", "who moves by the keyboard has to see where they are");
    }
    press("nairobi".into()).await;
    browser.turn(focused().await.send_keys(Key::Enter)).await;
    assert!(browser.place().await.contains("q=nairobi"));
}
