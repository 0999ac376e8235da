use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::shared;

/// The number of farms that this process has started.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// A farm of virtual mirrors on loopback, good and bad ones. Dropping it ends it.
pub struct Farm {
    script: PathBuf,
    child: Option<Child>,
    /// The folder with its plan, which is also a registry.
    pub folder: PathBuf,
}

impl Farm {
    /// Plans a farm in a folder and serves it. `None` if the shared material is missing.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(folder: &Path, arguments: &[&str]) -> Option<Self> {
        let script = shared("farm/farm.py")?;
        // Farms of simultaneous tests, in one process or in several, share neither addresses nor ports. All ports are
        // below those that the system allocates.
        let own = (std::process::id() + 97 * STARTED.fetch_add(1, Ordering::Relaxed)) % 400;
        let (net, port, tls_port) = (100 + own % 100, 20_000 + own * 20, 30_000 + own * 5);
        let plan = Command::new("python3")
            .arg(&script)
            .arg("plan")
            .arg("--out")
            .arg(folder)
            .args(["--net", &net.to_string(), "--port", &port.to_string()])
            .args(["--tls-port", &tls_port.to_string()])
            .args(arguments)
            .stdout(Stdio::null())
            .status();
        assert!(plan.is_ok_and(|status| status.success()), "farm.py plan");
        let mut child = Command::new("python3")
            .arg(&script)
            .arg("serve")
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("python3: {error}"));
        let mut line = String::new();
        let output = child.stdout.take().unwrap_or_else(|| panic!("standard output was piped"));
        let read = BufReader::new(output).read_line(&mut line);
        let farm = Self { script, child: Some(child), folder: folder.to_owned() };
        assert!(read.is_ok() && line.starts_with("ready"), "farm.py serve: {line:?}");
        Some(farm)
    }

    /// Changes the behaviour of a mirror.
    ///
    /// # Panics
    /// If the script refuses.
    pub fn set(&self, mirror: &str, behaviour: &str) {
        let set = Command::new("python3")
            .arg(&self.script)
            .arg("set")
            .arg(&self.folder)
            .args([mirror, behaviour])
            .stdout(Stdio::null())
            .status();
        assert!(set.is_ok_and(|status| status.success()), "farm.py set {mirror} {behaviour}");
    }

    /// Ends it in order, and returns as JSON what each mirror received.
    ///
    /// # Panics
    /// If the report is missing.
    pub fn stats(mut self) -> String {
        if let Some(mut child) = self.child.take() {
            let ended = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
            assert!(ended.is_ok_and(|status| status.success()), "kill -TERM");
            let _ = child.wait();
        }
        let stats = Command::new("python3")
            .arg(&self.script)
            .arg("stats")
            .arg(&self.folder)
            .arg("--json")
            .output()
            .unwrap_or_else(|error| panic!("python3: {error}"));
        String::from_utf8_lossy(&stats.stdout).into_owned()
    }
}

impl Drop for Farm {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
