//! Looking for a mirror: search, filters, order, pages.

use thirtyfour::prelude::*;

use crate::browser::{Browser, has_browser};
use crate::world::World;

const NAMES: &str = "table.mirrors tbody th > a";

#[tokio::test]
async fn a_mirror_is_found_by_name_country_and_protocol() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/").await;
    let all = browser.texts(NAMES).await;
    assert!(all.len() > 30, "{all:?}");
    // Clients outside a network must not see its private mirror, and mirrors in clouds are for their clouds.
    assert!(!all.iter().any(|name| name == "mirror.bank.example" || name.starts_with("aws.")), "{all:?}");

    browser.turn(browser.find("input[name=q]").await.send_keys("tokyo" + Key::Enter)).await;
    assert_eq!(browser.texts(NAMES).await, ["tokyo.mirror.example.org"]);
    assert!(browser.place().await.contains("q=tokyo"));

    browser.open(&world.service, "/").await;
    browser.find("select[name=country] option[value=JP]").await.click().await.unwrap();
    browser.turn(browser.find("form.filter button").await.click()).await;
    let mut japanese = browser.texts(NAMES).await;
    japanese.sort();
    assert_eq!(japanese, ["osaka.mirror.example.net", "tokyo.mirror.example.org"]);
    assert!(browser.place().await.contains("country=JP"));

    browser.turn(browser.driver.back()).await;
    assert_eq!(browser.texts(NAMES).await.len(), all.len());
    browser.open(&world.service, "/?q=nobody-has-this-name").await;
    assert_eq!(browser.texts(NAMES).await.len(), 0);
    assert_eq!(browser.texts(".empty").await.len(), 1);
}

#[tokio::test]
async fn the_table_is_put_in_order_by_its_head_either_way() {
    if !has_browser() {
        return;
    }
    let world = World::example();
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/").await;
    browser.turn(browser.find("table.mirrors thead th a").await.click()).await;
    let up = browser.texts(NAMES).await;
    assert!(up.is_sorted(), "{up:?}");
    assert_eq!(browser.find("th[aria-sort]").await.attr("aria-sort").await.unwrap().unwrap(), "ascending");
    browser.turn(browser.find("table.mirrors thead th a").await.click()).await;
    let down: Vec<String> = browser.texts(NAMES).await.into_iter().rev().collect();
    assert_eq!(up, down);
    assert!(browser.place().await.contains("sort="));
}

#[tokio::test]
async fn many_mirrors_are_many_pages_and_what_strangers_write_is_text() {
    if !has_browser() {
        return;
    }
    let world = World::crowded(230);
    let browser = Browser::start("en").await;
    browser.open(&world.service, "/?sort=name").await;
    let mut seen = browser.texts(NAMES).await;
    let mut pages = 1;
    while let Ok(next) = browser.driver.find(By::Css("nav.pages li:has([aria-current]) + li a")).await {
        browser.turn(next.click()).await;
        seen.extend(browser.texts(NAMES).await);
        pages += 1;
    }
    assert!(pages > 1);
    assert_eq!(seen.len(), 230);
    assert!(seen.is_sorted());
    let sponsors = browser.texts("td.sponsor").await;
    assert_eq!(sponsors.last().unwrap(), "<script>document.title = 'taken over'</script>");
    assert_ne!(browser.driver.title().await.unwrap(), "taken over");
    assert!(browser.driver.find(By::Css("a[href^='javascript:']")).await.is_err());
    assert_eq!(browser.complaints(&world.service).await, [""; 0]);
}
