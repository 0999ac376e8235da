use std::collections::BTreeMap;

use super::Unknown;

/// The macros that are defined at one place of a spec.
#[derive(Debug, Clone, Default)]
pub struct Macros {
    defined: BTreeMap<String, Vec<Macro>>,
}

/// One definition.
#[derive(Debug, Clone)]
pub(super) struct Macro {
    /// It takes arguments.
    pub(super) has_options: bool,
    /// Its text; unknown where it was made of something unknown.
    pub(super) body: Result<String, Unknown>,
}

/// Macros that rpm defines on every machine and that a version can depend on.
const BUILT_IN: &[(&str, &str)] = &[
    ("nil", ""),
    ("_arch", "x86_64"),
    ("_target_cpu", "x86_64"),
    ("_build_arch", "x86_64"),
    ("_host_cpu", "x86_64"),
    ("_target_os", "linux"),
    ("_os", "linux"),
    ("_prefix", "/usr"),
    ("_bindir", "/usr/bin"),
    ("_sbindir", "/usr/sbin"),
    ("_libdir", "/usr/lib64"),
    ("_lib", "lib64"),
    ("_libexecdir", "/usr/libexec"),
    ("_datadir", "/usr/share"),
    ("_includedir", "/usr/include"),
    ("_sysconfdir", "/etc"),
    ("_localstatedir", "/var"),
    ("_isa", "(x86-64)"),
];

impl Macros {
    /// The macros of a build for release `el`, without a suffix for the distribution, so that the same spec gives the
    /// same version everywhere.
    pub fn new(el: &str) -> Self {
        let mut macros = Self::default();
        for (name, value) in BUILT_IN {
            macros.define(name, false, Ok((*value).to_owned()));
        }
        for (name, value) in [
            ("dist", ""),
            ("rhel", el),
            ("efi_has_alt_arch", "0"),
            ("__python", "/usr/bin/python3"),
            ("__python3", "/usr/bin/python3"),
        ] {
            macros.define(name, false, Ok(value.to_owned()));
        }
        for name in ["ldconfig_scriptlets", "forgemeta", "gometa"] {
            macros.define(name, true, Ok(String::new()));
        }
        macros
    }

    pub(super) fn define(&mut self, name: &str, has_options: bool, body: Result<String, Unknown>) {
        self.defined.entry(name.to_owned()).or_default().push(Macro { has_options, body });
    }

    pub(super) fn undefine(&mut self, name: &str) {
        if let Some(stack) = self.defined.get_mut(name) {
            stack.pop();
            if stack.is_empty() {
                self.defined.remove(name);
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Macro> {
        self.defined.get(name)?.last()
    }
}
