//! The site, as people see it: with Debian's Chromium.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "pictures are kept as files")]

mod browser;

use browser::{Browser, has_browser};
use maneki_testkit::{Program, example_registry};
use tempfile::tempdir;

#[tokio::test]
async fn a_page_is_shown() {
    if !has_browser() {
        return;
    }
    let state = tempdir().unwrap();
    let service =
        Program::serve(env!("CARGO_BIN_EXE_maneki"), &example_registry(), state.path(), &["--no-check"], &[]);
    let browser = Browser::start("en").await;
    browser.open(&service, "/readyz").await;
    println!("{:?}", browser.texts("body").await);
    browser.prefer("dark").await;
    browser.picture("try").await;
    println!("{:?}", browser.place().await);
    println!("{:?}", browser.complaints(&service).await);
    println!("{:?}", browser.is_too_wide().await);
    println!("{:?}", browser.barriers().await);
    browser.quit().await;
}
