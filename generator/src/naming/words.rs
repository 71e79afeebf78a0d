//! What has to happen to a wire name before its words can be told apart, and English plurals.

/// Prepares a wire name: only ASCII letters and digits stay, all else separates words, and an acronym's plural `s` belongs to
/// the acronym (`openURLs` becomes `openUrls`, which case conversion would otherwise take for `open_ur_ls`).
pub(super) fn normalize(wire: &str) -> String {
    let chars: Vec<char> = wire.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut out = String::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let end = plural_acronym(&chars, at);
        if let Some(end) = end {
            out.push(chars[at]);
            out.extend(chars[at + 1..end].iter().map(char::to_ascii_lowercase));
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Where the run of two or more capitals that starts here ends, if an `s` follows that ends the word.
fn plural_acronym(chars: &[char], start: usize) -> Option<usize> {
    let run = chars[start..].iter().take_while(|c| c.is_ascii_uppercase()).count();
    let end = start + run;
    let starts_run = start == 0 || !chars[start - 1].is_ascii_uppercase();
    let ends_word = chars.get(end + 1).is_none_or(|next| !next.is_ascii_lowercase());
    (starts_run && run >= 2 && chars.get(end) == Some(&'s') && ends_word).then_some(end + 1)
}

/// The singular of an English plural in `snake_case`, by its last word; a word that looks singular stays as it is.
pub fn singular(snake: &str) -> String {
    const IRREGULAR: &[(&str, &str)] = &[
        ("people", "person"),
        ("children", "child"),
        ("indices", "index"),
        ("statuses", "status"),
        ("addresses", "address"),
        ("classes", "class"),
        ("processes", "process"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("switches", "switch"),
        ("series", "series"),
        ("news", "news"),
        ("medias", "media"),
    ];
    let (head, last) = snake.rsplit_once('_').map_or(("", snake), |(head, last)| (&snake[..=head.len()], last));
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == last) {
        return format!("{head}{one}");
    }
    if matches!(last, "list" | "infos" | "info") && !head.is_empty() {
        return if last == "list" { head.trim_end_matches('_').to_owned() } else { format!("{head}info") };
    }
    let one = match last.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 => format!("{stem}y"),
        _ => match last.strip_suffix('s') {
            Some(stem) if stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
            _ => last.to_owned(),
        },
    };
    format!("{head}{one}")
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn singulars() {
        let table = [
            ("items", "item"),
            ("user_list", "user"),
            ("entities", "entity"),
            ("children", "child"),
            ("status", "status"),
            ("address", "address"),
            ("department_orders", "department_order"),
            ("addresses", "address"),
            ("data", "data"),
            ("as", "as"),
            ("list", "list"),
        ];
        for (many, one) in table {
            assert_eq!(singular(many), one, "{many}");
        }
    }
}
