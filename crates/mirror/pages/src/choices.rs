//! Words to choose from in forms.

/// The options of a select element, in order. A requested word that is not among them is added.
pub(crate) fn words<T: ToString>(known: impl IntoIterator<Item = T>, asked: Option<&str>) -> Vec<String> {
    let mut words: Vec<String> = known.into_iter().map(|word| word.to_string()).collect();
    words.extend(asked.filter(|asked| !words.iter().any(|word| word == asked)).map(str::to_owned));
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_among_the_words() {
        assert_eq!(words(["b", "a", "b"], None), ["a", "b"]);
        assert_eq!(words(["b", "a"], Some("a")), ["a", "b"]);
        assert_eq!(words(["b"], Some("a")), ["a", "b"]);
    }
}
