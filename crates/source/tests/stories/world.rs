//! A small package and its config, for stories.

use std::sync::Arc;

use jiff::civil::date;
use maneki_source::apply::{Finding, NoRpmspec, NoScripts, Settings, apply};
use maneki_source::config::{Config, read};
use maneki_source::plan::{Job, Plan};
use maneki_source::tree::{Memory, Tree};

pub(crate) struct World {
    pub(crate) package: String,
    files: Memory,
    config: Memory,
}

pub(crate) struct Applied<'w> {
    tree: Tree<'w>,
    pub(crate) findings: Vec<Finding>,
}

impl World {
    /// A package called `a` with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let mut memory = Memory::default();
        for (path, text) in files {
            memory.add(path, text.as_bytes());
        }
        Self { package: "a".to_owned(), files: memory, config: Memory::default() }
    }

    pub(crate) fn add(&mut self, path: &str, bytes: &[u8]) {
        self.files.add(path, bytes);
    }

    pub(crate) fn add_config(&mut self, path: &str, bytes: &[u8]) {
        self.config.add(path, bytes);
    }

    fn settings(&self) -> Settings<'_> {
        Settings {
            package: &self.package,
            brand: "AlmaLinux",
            date: date(2025, 1, 14),
            el: "9",
            rpmspec: &NoRpmspec,
            scripts: &NoScripts,
        }
    }

    /// Applies these actions, in YAML.
    pub(crate) fn apply(&self, actions: &str) -> Applied<'_> {
        let config = config(&format!("actions:\n{actions}\n"));
        let outcome = apply(&config, &self.files.tree(), &self.config.tree(), &self.settings());
        Applied { tree: outcome.tree, findings: outcome.findings }
    }

    /// The plan for these actions.
    pub(crate) fn plan(&self, yaml: &str, strict: bool) -> Plan {
        let config = config(yaml);
        let job = Job {
            config: &config,
            warnings: &[],
            package: &self.files.tree(),
            folder: &self.config.tree(),
            settings: self.settings(),
            strict,
            again: false,
        };
        Plan::new(&job).unwrap()
    }
}

fn config(yaml: &str) -> Config {
    let path: Arc<str> = "config.yaml".into();
    let reading = read(&path, yaml.as_bytes());
    reading.config.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

impl Applied<'_> {
    pub(crate) fn file(&self, path: &str) -> Vec<u8> {
        self.tree.read(path).unwrap().to_vec()
    }

    pub(crate) fn spec(&self) -> String {
        let path = &self.tree.specs().files[0].file;
        String::from_utf8(self.file(path)).unwrap()
    }

    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.code.0).collect()
    }
}
