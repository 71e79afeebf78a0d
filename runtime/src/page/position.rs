//! The request field that names a page.

/// A request field that names the page to bring: a token, an offset or a page number, as a text or as a number.
///
/// ```
/// use feishu_runtime::page::Position;
///
/// let mut offset = Some(20);
/// assert_eq!(offset.text().as_deref(), Some("20"));
/// assert!(offset.set("40"));
/// assert!(!offset.set("next"));
/// assert_eq!(offset, Some(40));
/// ```
pub trait Position {
    /// What stands there; `None` where nothing does, which is the first page.
    fn text(&self) -> Option<String>;

    /// Names another page. `false`, and nothing changes, where the text cannot stand there.
    fn set(&mut self, text: &str) -> bool;
}

impl Position for String {
    fn text(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.clone())
    }

    fn set(&mut self, text: &str) -> bool {
        text.clone_into(self);
        true
    }
}

impl Position for Option<String> {
    fn text(&self) -> Option<String> {
        self.as_ref()?.text()
    }

    fn set(&mut self, text: &str) -> bool {
        self.get_or_insert_default().set(text)
    }
}

impl Position for i64 {
    fn text(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn set(&mut self, text: &str) -> bool {
        let number = text.parse().ok();
        number.inspect(|number| *self = *number).is_some()
    }
}

impl Position for Option<i64> {
    fn text(&self) -> Option<String> {
        self.as_ref()?.text()
    }

    fn set(&mut self, text: &str) -> bool {
        let number = text.parse().ok();
        number.inspect(|number| *self = Some(*number)).is_some()
    }
}
