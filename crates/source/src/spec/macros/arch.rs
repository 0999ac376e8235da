//! Which architectures a condition means. Epoch, version and release are those of `x86_64`.

/// Macros for lists of architectures that `x86_64` is not in.
const OTHERS: &[&str] = &[
    "ix86",
    "arm",
    "arm32",
    "arm64",
    "power64",
    "mips",
    "mips32",
    "mips64",
    "mipseb",
    "mipsel",
    "mipsr6",
    "riscv",
    "riscv32",
    "riscv64",
    "riscv128",
    "sparc",
    "alpha",
    "loongarch64",
    "sh3",
    "sh4",
    "m68k",
];

/// Whether a list of architectures holds ours. `None` where only rpm's own macros tell.
pub(super) fn holds_ours(list: &str) -> Option<bool> {
    let mut in_doubt = false;
    for word in list.split_whitespace() {
        let name = word.trim_start_matches(['%', '{', '?']).trim_end_matches('}');
        if word == "x86_64" || word == "noarch" && list.trim() == "x86_64" {
            return Some(true);
        }
        in_doubt |= word.starts_with('%') && !OTHERS.contains(&name);
    }
    if in_doubt { None } else { Some(false) }
}
