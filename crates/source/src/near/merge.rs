//! A three-way merge: base is what the config searched, one side the replacement, the other what upstream has now.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::token::pieces;

/// Merges two changes of lines; where both changed the same lines, word by word. `None` where they conflict.
pub fn merge_lines(base: &[&str], ours: &[&str], theirs: &[&str]) -> Option<Vec<String>> {
    let chunks = chunks(base, ours, theirs);
    let mut merged = Vec::new();
    for chunk in chunks {
        match chunk.side() {
            Side::Clear(lines) => merged.extend(lines.into_iter().map(str::to_owned)),
            Side::Both if chunk.base.len() == chunk.theirs.len() && !chunk.base.is_empty() => {
                merged.extend(merge_by_words(&chunk)?);
            }
            Side::Both => return None,
        }
    }
    Some(merged)
}

/// Merges lines that both sides changed.
fn merge_by_words(chunk: &Chunk<'_, &str>) -> Option<Vec<String>> {
    if chunk.base.len() == chunk.ours.len() {
        let lines = chunk.base.iter().zip(chunk.ours).zip(chunk.theirs);
        return lines.map(|((base, ours), theirs)| merge_tokens(base, ours, theirs)).collect();
    }
    let text = merge_tokens(&chunk.base.join("\n"), &chunk.ours.join("\n"), &chunk.theirs.join("\n"))?;
    Some(text.split('\n').map(str::to_owned).collect())
}

/// Merges two changes of a text word by word. `None` where both changed the same word.
pub fn merge_tokens(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let (base, ours, theirs) = (pieces(base), pieces(ours), pieces(theirs));
    let mut merged = String::new();
    for chunk in chunks(&base, &ours, &theirs) {
        match chunk.side() {
            Side::Clear(pieces) => merged.extend(pieces),
            Side::Both => return None,
        }
    }
    Some(merged)
}

/// A part of three texts between places at which all of them agree.
struct Chunk<'s, T> {
    base: &'s [T],
    ours: &'s [T],
    theirs: &'s [T],
}

enum Side<T> {
    /// At most one side changed each item of this part.
    Clear(Vec<T>),
    /// Both changed the same items.
    Both,
}

impl<'t> Chunk<'_, &'t str> {
    fn side(&self) -> Side<&'t str> {
        if self.base == self.theirs {
            return Side::Clear(self.ours.to_vec());
        }
        if self.base == self.ours {
            return Side::Clear(self.theirs.to_vec());
        }
        let both = interleaved(self.base, self.ours, self.theirs);
        both.or_else(|| interleaved(self.base, self.theirs, self.ours)).map_or(Side::Both, Side::Clear)
    }
}

/// One side changed items one by one and the other only put items between them: the changed items with those between.
fn interleaved<'t>(base: &[&'t str], changed: &[&'t str], longer: &[&'t str]) -> Option<Vec<&'t str>> {
    if base.is_empty() || base.len() != changed.len() {
        return None;
    }
    let kept = kept(base, longer).into_iter().collect::<Option<Vec<usize>>>()?;
    let mut items = longer.to_vec();
    for (place, new) in kept.into_iter().zip(changed) {
        items[place] = new;
    }
    Some(items)
}

/// The parts of three texts: those where both sides keep the base, and those between them.
fn chunks<'s, 't>(
    base: &'s [&'t str],
    ours: &'s [&'t str],
    theirs: &'s [&'t str],
) -> Vec<Chunk<'s, &'t str>> {
    let (to_ours, to_theirs) = (kept(base, ours), kept(base, theirs));
    let mut chunks = Vec::new();
    let (mut b, mut o, mut t) = (0, 0, 0);
    let push = |chunks: &mut Vec<Chunk<'s, &'t str>>, b: [usize; 2], o: [usize; 2], t: [usize; 2]| {
        if b[0] < b[1] || o[0] < o[1] || t[0] < t[1] {
            chunks.push(Chunk {
                base: &base[b[0]..b[1]],
                ours: &ours[o[0]..o[1]],
                theirs: &theirs[t[0]..t[1]],
            });
        }
    };
    for place in 0..base.len() {
        let (Some(in_ours), Some(in_theirs)) = (to_ours[place], to_theirs[place]) else { continue };
        push(&mut chunks, [b, place], [o, in_ours], [t, in_theirs]);
        push(&mut chunks, [place, place + 1], [in_ours, in_ours + 1], [in_theirs, in_theirs + 1]);
        (b, o, t) = (place + 1, in_ours + 1, in_theirs + 1);
    }
    push(&mut chunks, [b, base.len()], [o, ours.len()], [t, theirs.len()]);
    chunks
}

/// For each item of a text, where another text keeps it.
fn kept(from: &[&str], to: &[&str]) -> Vec<Option<usize>> {
    let mut kept = vec![None; from.len()];
    for operation in capture_diff_slices(Algorithm::Myers, from, to) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for offset in 0..len {
                kept[old_index + offset] = Some(new_index + offset);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_different_words_are_merged() {
        let merged = merge_tokens(
            "Requires: shim-x64 >= 15.6-1.el9",
            "Requires: shim-x64 >= 15.6-1.el9.tan",
            "Requires: shim-x64 >= 15.8-1.el9",
        );
        assert_eq!(merged.as_deref(), Some("Requires: shim-x64 >= 15.8-1.el9.tan"));
    }

    #[test]
    fn changes_of_one_word_conflict() {
        assert_eq!(merge_tokens("a 1 b", "a 2 b", "a 3 b"), None);
        assert_eq!(merge_lines(&["a", "b"], &["a", "x", "b"], &["a", "y", "b"]), None);
    }

    #[test]
    fn lines_and_words_are_merged_together() {
        let merged = merge_lines(&["a 1", "b", "c"], &["a 1 x", "b", "d"], &["a 2", "b", "c"]);
        assert_eq!(merged.unwrap(), ["a 2 x", "b", "d"]);
        let inserted = merge_lines(&["a", "b", "c"], &["z", "b", "c"], &["a", "b", "new", "c"]);
        assert_eq!(inserted.unwrap(), ["z", "b", "new", "c"]);
    }
}
