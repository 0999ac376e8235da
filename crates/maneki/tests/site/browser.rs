//! Debian's Chromium, driven as a person would drive it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::mem::ManuallyDrop;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use maneki_testkit::{Program, until};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

/// The rules of accessibility, which `cargo dev test` brings.
const AXE: &str = "target/tools/axe-core-4.14.1.unpacked/package/axe.min.js";

/// How wide a desk is, and a telephone; and how high a picture.
pub(crate) const DESK: (u32, u32) = (1440, 1200);
pub(crate) const TELEPHONE: (u32, u32) = (390, 844);

/// How long a page may take on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with nothing in it; it ends with the test.
pub(crate) struct Browser {
    pub(crate) driver: ManuallyDrop<WebDriver>,
    chromedriver: Child,
    profile: TempDir,
}

/// Whether a browser is here. Where not, the test says so and is over; in CI it has to be.
pub(crate) fn has_browser() -> bool {
    let answers = |program: &str| {
        Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    let here = ["chromium", "chromedriver"].into_iter().all(answers);
    assert!(here || std::env::var_os("CI").is_none(), "chromium and chromium-driver are needed");
    if !here {
        println!("skipped: chromium and chromium-driver are needed");
    }
    here
}

impl Browser {
    /// Starts one that prefers a language.
    pub(crate) async fn start(language: &str) -> Self {
        let mut command = Command::new("chromedriver");
        // It forms a group with its child processes, and the group ends together.
        command.arg("--port=0").stdout(Stdio::piped()).process_group(0);
        let mut chromedriver = command.spawn().unwrap();
        let mut lines = BufReader::new(chromedriver.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.ok()?;
            let port = line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned();
            Some(port)
        });
        // A process that fills a pipe waits until the pipe is read.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let mut wishes = ChromeCapabilities::new();
        for argument in [
            "--headless=new",
            // There is no sandbox for root.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            // Chromium itself sends no requests.
            "--disable-background-networking",
            "--disable-component-update",
            &format!("--user-data-dir={}", profile.path().display()),
            &format!("--accept-lang={language}"),
        ] {
            wishes.add_arg(argument).unwrap();
        }
        for log in ["browser", "performance"] {
            wishes.set_logging_prefs(log, LoggingPrefsLogLevel::All).unwrap();
        }
        // The HTTP client of the driver wants to know whose cryptography it would use, also without TLS. A second
        // browser finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", port.unwrap()), wishes).await.unwrap();
        let browser = Self { driver: ManuallyDrop::new(driver), chromedriver, profile };
        browser.look_through(DESK).await;
        browser
    }

    /// Shows a page in a window of a size, so high that all of a picture is in it.
    pub(crate) async fn look_through(&self, (width, height): (u32, u32)) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        self.command("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Prefers dark or light pages.
    pub(crate) async fn prefer(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.command("Emulation.setEmulatedMedia", features).await;
    }

    /// Runs no scripts from now on, or runs them again.
    pub(crate) async fn run_scripts(&self, run: bool) {
        self.command("Emulation.setScriptExecutionDisabled", json!({"value": !run})).await;
    }

    async fn command(&self, name: &str, arguments: Value) {
        self.driver.cdp().send_raw(name, arguments).await.unwrap();
    }

    pub(crate) async fn open(&self, service: &Program, path: &str) {
        self.driver.goto(format!("http://{}{path}", service.address)).await.unwrap();
    }

    /// Does what leads to another page, and waits until that page is there. The driver waits for a page only once
    /// it has heard that one is coming, and a click is over before: who reads at once may read the page that goes.
    pub(crate) async fn turn(&self, act: impl Future<Output = WebDriverResult<()>>) {
        let page = self.find("html").await;
        act.await.unwrap();
        page.wait_until().wait(PATIENCE, Duration::from_millis(20)).stale().await.unwrap();
    }

    /// The path and query of the page that is shown.
    pub(crate) async fn place(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// What all elements of a kind say, as a person reads it.
    pub(crate) async fn texts(&self, selector: &str) -> Vec<String> {
        let read = "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText.trim())";
        let read = self.driver.execute(read, vec![json!(selector)]).await.unwrap();
        read.convert().unwrap()
    }

    pub(crate) async fn find(&self, selector: &str) -> WebElement {
        self.driver.find(By::Css(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// What the browser complains of since the last time, and what the page asked of other hosts.
    pub(crate) async fn complaints(&self, service: &Program) -> Vec<String> {
        let said = self.driver.get_log("browser").await.unwrap();
        let mut complaints: Vec<String> = said.into_iter().map(|entry| entry.message).collect();
        let own = format!("http://{}/", service.address);
        for entry in self.driver.get_log("performance").await.unwrap() {
            let entry: Value = serde_json::from_str(&entry.message).unwrap();
            let message = &entry["message"];
            let url = message["params"]["request"]["url"].as_str().unwrap_or_default();
            let leads_away = url.starts_with("http") && !url.starts_with(&own);
            if message["method"] == "Network.requestWillBeSent" && leads_away {
                complaints.push(format!("asks {url}"));
            }
        }
        complaints
    }

    /// The accessibility problems of the page, by the rules of axe.
    pub(crate) async fn barriers(&self) -> Vec<String> {
        let file = root().join(AXE);
        let axe = fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!("{}: {error}; `cargo dev test` brings it", file.display());
        });
        self.driver.execute(axe, Vec::new()).await.unwrap();
        let judge = "const done = arguments[0]; axe.run().then(found => done(found.violations.map(it => \
                     `${it.id}: ${it.help}: ${it.nodes.map(node => node.html.slice(0, 200)).join(' ')}`)))";
        self.driver.execute_async(judge, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// Whether the page is wider than the window.
    pub(crate) async fn is_too_wide(&self) -> bool {
        let measure = "return document.documentElement.scrollWidth > window.innerWidth";
        self.driver.execute(measure, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// Writes a picture of the page into `target/screenshots`.
    pub(crate) async fn picture(&self, name: &str) {
        let folder = root().join("target/screenshots");
        fs::create_dir_all(&folder).unwrap();
        self.driver.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
    }
}

/// The browser survives the end of its chromedriver, so both are ended. The driver is not dropped: it would
/// wait for an answer while a test that has failed unwinds.
impl Drop for Browser {
    fn drop(&mut self) {
        let group = format!("-{}", self.chromedriver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.chromedriver.wait();
    }
}

#[tokio::test]
async fn a_browser_ends_with_its_test() {
    if !has_browser() {
        return;
    }
    let browser = Browser::start("en").await;
    let profile = browser.profile.path().to_owned();
    let runs = || Command::new("pgrep").arg("-f").arg(&profile).output().unwrap().status.success();
    assert!(runs());
    drop(browser);
    until("the browser to end", || (!runs()).then_some(()));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
