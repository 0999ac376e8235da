use similar::TextDiff;

use crate::text::escape;
use crate::tree::{Change, Entry};

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// Changes as a unified diff, with `a/` and `b/` before the paths and `/dev/null` for a missing file.
pub fn diff(changes: &[Change]) -> String {
    changes.iter().map(one).collect()
}

fn one(change: &Change) -> String {
    let name = |side: &str, entry: &Option<Entry>| match entry {
        Some(_) => format!("{side}/{}", change.path),
        None => "/dev/null".to_owned(),
    };
    let (from, to) = (name("a", &change.before), name("b", &change.after));
    let old = content(change.before.as_ref(), change.old.as_deref());
    let new = content(change.after.as_ref(), change.new.as_deref());
    if old.contains('\0') || new.contains('\0') {
        return format!("Binary files {from} and {to} differ\n");
    }
    if old == new {
        // Only the permissions differ, or both are empty.
        return format!("--- {from}\n+++ {to}\n");
    }
    TextDiff::from_lines(&old, &new).unified_diff().context_radius(CONTEXT).header(&from, &to).to_string()
}

/// The text of an entry; for a link, its target.
fn content(entry: Option<&Entry>, bytes: Option<&[u8]>) -> String {
    match (entry, bytes) {
        (Some(Entry::Link { target }), _) => target.clone(),
        (_, Some(bytes)) => escape(bytes),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Memory;

    #[test]
    fn added_modified_and_deleted_files_are_shown() {
        let mut memory = Memory::default();
        memory.add("a", b"1\n2\n");
        memory.add("b", b"x\n");
        let mut tree = memory.tree();
        tree.write("a", *b"1\n3\n", 0o644);
        tree.remove("b");
        tree.write("c", *b"\0", 0o644);
        assert_eq!(
            diff(&tree.changes().unwrap()),
            "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n--- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\
             Binary files /dev/null and b/c differ\n"
        );
    }
}
