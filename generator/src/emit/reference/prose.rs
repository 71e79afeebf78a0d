//! Prose of the specs as HTML. What only looks like a tag stays text, and nothing links to where a browser should not go.

use askama::filters::HtmlSafe;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::emit::odd::is_odd;
use crate::lower;

/// HTML that needs no escaping any more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Html(String);

impl Html {
    /// A text as HTML.
    pub(super) fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// A text in the type of code.
    pub(super) fn code(text: &str) -> Self {
        Self(format!("<code>{}</code>", escaped(text)))
    }

    /// A link.
    pub(super) fn link(address: &str, inside: &Self) -> Self {
        Self(format!("<a href=\"{}\">{}</a>", escaped(address), inside.0))
    }

    /// HTML that another module of the site made, with everything in it escaped.
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Puts more behind it.
    pub(super) fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }
}

impl std::fmt::Display for Html {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Prose with its paragraphs, lists and blocks of code.
pub(super) fn blocks(prose: &str) -> Html {
    let lines = lower::rustdoc(prose).join("\n");
    rendered(&lines)
}

/// Prose to stand in a line, whatever it is: where nothing but words can be.
pub(super) fn line(prose: &str) -> Html {
    sentence(&lower::rustdoc_line(prose))
}

/// Prose to stand in a box: without the paragraph around it, where it is one.
pub(super) fn brief(prose: &str) -> Html {
    let Html(text) = blocks(prose);
    let trimmed = text.trim();
    let single = trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match single.filter(|inside| !inside.contains("<p>")) {
        Some(inside) => Html(inside.to_owned()),
        None => Html(trimmed.to_owned()),
    }
}

/// A line of Markdown. What would be a list or a heading is only its words.
pub(super) fn sentence(markdown: &str) -> Html {
    if is_plain(markdown) {
        return Html::text(markdown);
    }
    let mut dropped = Vec::new();
    let events = Parser::new(markdown).filter_map(|event| sound(event, &mut dropped)).filter_map(in_line);
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events);
    Html(out.trim().to_owned())
}

/// An event where nothing but words can be.
fn in_line(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => Some(event),
        Event::Start(_) | Event::End(_) | Event::HardBreak => None,
        other => Some(other),
    }
}

/// Whether there is nothing in it that Markdown or HTML take for anything else.
fn is_plain(markdown: &str) -> bool {
    !markdown.contains(['\\', '`', '*', '_', '<', '&', '#', '\n', '|', '!', '[', '~', '>'])
        && markdown.starts_with(char::is_alphabetic)
}

fn rendered(markdown: &str) -> Html {
    if is_plain(markdown) {
        return Html(format!("<p>{}</p>", escaped(markdown)));
    }
    let mut out = String::with_capacity(markdown.len() * 2);
    let mut dropped = Vec::new();
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| sound(event, &mut dropped));
    html::push_html(&mut out, events);
    Html(out)
}

/// An event as it may stand on a page. `dropped` says of each open link whether it was left out.
fn sound<'e>(event: Event<'e>, dropped: &mut Vec<bool>) -> Option<Event<'e>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        // Tags are shown as texts, and nothing is fetched from elsewhere.
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let leads_out = is_web_address(dest_url);
            dropped.push(!leads_out);
            leads_out.then_some(event)
        }
        Event::End(TagEnd::Link) => (!dropped.pop().unwrap_or(true)).then_some(event),
        // The headings of the page itself are above these.
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            Some(Event::Start(Tag::Heading { level: HeadingLevel::H4, id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H4))),
        // A cell and a line have no room for a rule.
        Event::Rule => Some(Event::Text(CowStr::Borrowed("—"))),
        other => Some(other),
    }
}

/// Whether a browser may be sent there.
pub(super) fn is_web_address(address: &str) -> bool {
    ["https://", "http://"].iter().any(|start| address.starts_with(start))
}

/// A text as it stands between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A page or script without characters that HTML does not have, or that turn the text around.
pub(super) fn visible(page: String) -> String {
    let odd = |c: char| !matches!(c, '\n' | '\t') && is_odd(c);
    if page.contains(odd) { page.replace(odd, "\u{FFFD}") } else { page }
}

#[cfg(test)]
mod tests {
    use super::{Html, blocks, brief, escaped, line, sentence, visible};

    #[test]
    fn prose_is_markdown() {
        assert_eq!(line("Kind of `a_b`.").to_string(), "Kind of <code>a_b</code>.");
        assert_eq!(line("Plain.").to_string(), "Plain.");
        assert_eq!(blocks("One.\n\n- a\n- b").to_string(), "<p>One.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
        assert_eq!(brief("One.\n\nTwo.").to_string(), "<p>One.</p>\n<p>Two.</p>");
        assert_eq!(line("- One.\n\n# Two.\n\n```\n<b>\n```").to_string(), "One. # Two. <code>&lt;b&gt;</code>");
        assert_eq!(sentence("At most `1`.").to_string(), "At most <code>1</code>.");
        let link = "See <a href=\"https://a.b/c\">https://a.b/c</a>.";
        assert_eq!(line("See https://a.b/c.").to_string(), link);
    }

    #[test]
    fn nothing_in_it_becomes_a_tag() {
        for hostile in
            ["<script>alert(1)</script>", "<img src=x onerror=y>", "a\n\n<div onclick=x>\n\nb", "![x](https://a/b)"]
        {
            let shown = blocks(hostile).to_string();
            assert!(!shown.contains("<script") && !shown.contains("<img") && !shown.contains("<div"), "{shown}");
        }
        for link in ["[x](javascript:alert(1))", "<javascript:alert(1)>", "[x](data:text/html,y)"] {
            assert!(!sentence(link).to_string().contains("href"), "{link}");
        }
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("<a b=\"c\">'&"), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
        assert_eq!(Html::link("a\"b", &Html::text("<")).to_string(), "<a href=\"a&quot;b\">&lt;</a>");
        assert_eq!(visible("a\0\u{1b}\u{202e}\u{ffff}\n".to_owned()), "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n");
    }
}
