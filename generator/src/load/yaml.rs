//! Reads YAML into a tree with places. The only file that names the parser of YAML.
//!
//! Goes by the parser's events rather than by serde, because events tell quoted from plain scalars, and show anchors, aliases,
//! tags and documents. Refuses what the notation has no use for; never expands anything, so that a file cannot grow.

use std::borrow::Cow;

use serde_yaml::granit_parser::{self as granit, ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::node::{Key, Kind, Node, Pair, Scalar};
use super::problems::Problems;
use crate::diagnostic::{Code, Diagnostic, Label, shorten};
use crate::source::Span;

/// The deepest nesting that is read; real specs need about fifteen.
const MAX_DEPTH: usize = 64;

/// The tree of a file, or `None` where it is no YAML or holds nothing.
pub(super) fn parse<'a>(text: &'a str, problems: &mut Problems) -> Option<Node<'a>> {
    let mut builder = Builder { text, stack: Vec::new(), root: None, documents: 0, problems };
    let options = granit::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                builder.refuse(&error);
                return None;
            }
        }
        if builder.documents > 1 {
            break;
        }
    }
    builder.root.filter(|root| !is_nothing(root)).or_else(|| {
        let at = Span::start_of(problems.file());
        problems.error(Code::EmptyFile, at, "the file holds nothing", "write the spec, or delete the file");
        None
    })
}

/// Whether a document is only there because of its `---`.
fn is_nothing(root: &Node) -> bool {
    matches!(&root.kind, Kind::Scalar(scalar) if scalar.plain && scalar.text.is_empty())
}

/// A collection whose end is not reached yet.
enum Open<'a> {
    Mapping { span: Span, pairs: Vec<Pair<'a>>, complete: bool, key: Awaited<'a>, flow: bool },
    Sequence { span: Span, nodes: Vec<Node<'a>>, flow: bool },
}

/// What a mapping waits for.
enum Awaited<'a> {
    Key,
    ValueOf(Key<'a>),
    ValueOfRefusedKey,
}

/// Builds the tree from events.
struct Builder<'a, 'd> {
    text: &'a str,
    stack: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    documents: usize,
    problems: &'d mut Problems,
}

impl<'a> Builder<'a, '_> {
    /// Takes the next event.
    fn take(&mut self, event: Event<'a>, at: granit::Span) {
        let span = self.span(at);
        match event {
            Event::DocumentStart(..) => self.start_document(span),
            Event::Anchor(_, name) => self.refuse_anchor(&name, span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.refuse_alias(span),
            Event::Scalar(text, style, _, _) => {
                self.refuse_tag(at);
                // The parser gives `~` for a value that is not there.
                let plain = style == ScalarStyle::Plain;
                let text = if plain && span.start == span.end { Cow::Borrowed("") } else { text };
                let scalar = Scalar { text, plain };
                self.place(Node { span, kind: Kind::Scalar(scalar) });
            }
            Event::SequenceStart(style, ..) => {
                self.refuse_tag(at);
                self.stack.push(Open::Sequence { span, nodes: Vec::new(), flow: style == StructureStyle::Flow });
            }
            Event::MappingStart(style, ..) => {
                self.refuse_tag(at);
                let flow = style == StructureStyle::Flow;
                self.stack.push(Open::Mapping { span, pairs: Vec::new(), complete: true, key: Awaited::Key, flow });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            // The starts and ends of the stream, the ends of documents: nothing to do.
            _ => {}
        }
    }

    /// Ends the innermost collection.
    fn close(&mut self, end: Span) {
        let (start, last, flow, kind) = match self.stack.pop() {
            Some(Open::Mapping { span, pairs, complete, flow, .. }) => {
                (span, pairs.last().map(|pair| pair.value.span.end), flow, Kind::Mapping { pairs, complete })
            }
            Some(Open::Sequence { span, nodes, flow }) => {
                (span, nodes.last().map(|node| node.span.end), flow, Kind::Sequence(nodes))
            }
            None => return,
        };
        // A block collection ends, for the parser, where the next token starts; for a reader, with its last element.
        let end = if flow { end.end } else { last.unwrap_or(start.end) };
        self.place(Node { span: Span { end: end.max(start.start), ..start }, kind });
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node<'a>) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { nodes, .. }) => nodes.push(node),
            Some(Open::Mapping { pairs, complete, key, .. }) => match std::mem::replace(key, Awaited::Key) {
                Awaited::Key => *key = awaited_value(node, self.problems),
                Awaited::ValueOf(key) => pairs.push(Pair { key, value: node }),
                Awaited::ValueOfRefusedKey => *complete = false,
            },
        }
    }

    /// The place of an event. Plain scalars and blocks may seem to end behind the line break that ends them.
    fn span(&self, span: granit::Span) -> Span {
        let start = self.offset(&span.start);
        let end = self.offset(&span.end).max(start);
        let trimmed =
            self.text.get(start..end).map_or(end, |text| start + text.trim_end_matches([' ', '\n', '\r', '\t']).len());
        self.problems.span(start, trimmed)
    }

    /// The byte that a marker stands at.
    fn offset(&self, marker: &granit::Marker) -> usize {
        let counted = || self.text.char_indices().nth(marker.index()).map_or(self.text.len(), |(at, _)| at);
        marker.byte_offset().unwrap_or_else(counted).min(self.text.len())
    }

    fn start_document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents > 1 {
            self.problems.error(
                Code::SeveralDocuments,
                span,
                "a second document starts here",
                "write one file for each",
            );
        }
    }

    fn refuse_anchor(&mut self, name: &str, span: Span) {
        let message = format!("anchor `&{}` is not part of the notation", shorten(name));
        let help =
            "name what is used twice under `types` or `common_fields`, or quote the value if the `&` belongs to it";
        self.problems.error(Code::Anchor, span, message, help);
    }

    fn refuse_alias(&mut self, span: Span) {
        let name = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let message = format!("alias `{}` is not part of the notation", shorten(name));
        let help =
            "name what is used twice under `types` or `common_fields`, or quote the value if the `*` belongs to it";
        self.problems.error(Code::Alias, span, message, help);
        self.place(Node { span, kind: Kind::Hole });
    }

    fn refuse_tag(&mut self, at: granit::Span) {
        let Some(start) = at.tag_start() else { return };
        let span = self.span(at.tag_span().unwrap_or(granit::Span::new(start, start)));
        let name = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let message = format!("tag `{}` is not part of the notation", shorten(name));
        self.problems.error(Code::YamlTag, span, message, "leave it out, or quote the value if the `!` belongs to it");
    }

    /// Reports what the parser could not read.
    fn refuse(&mut self, error: &ScanError) {
        let at = self.offset(error.marker());
        let span = self.problems.span(at, at);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => {
                let message = format!("lists and mappings nest more than {MAX_DEPTH} deep");
                self.problems.error(Code::TooDeep, span, message, "give inner objects a name under `types`");
            }
            ErrorKind::DirectiveDisallowed => {
                let message = "YAML directives are not part of the notation";
                self.problems.error(Code::Directive, span, message, "leave the line out");
            }
            // Every tab was reported before.
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart => {}
            // And so was every control character.
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => {}
            kind => {
                let message = format!("this is not valid YAML: {kind}");
                let diagnostic = Diagnostic::error(Code::Syntax, message, Label::new(span, ""));
                self.problems.push(match syntax_help(kind) {
                    Some(help) => diagnostic.with_help(help),
                    None => diagnostic,
                });
            }
        }
    }
}

/// What a mapping waits for once it has got its key.
fn awaited_value<'a>(node: Node<'a>, problems: &mut Problems) -> Awaited<'a> {
    let span = node.span;
    match node.kind {
        Kind::Scalar(scalar) if scalar.plain && scalar.text == "<<" => {
            let help = "write the keys here, or use a common field with `use`";
            problems.error(Code::MergeKey, span, "merge keys are not part of the notation", help);
            Awaited::ValueOfRefusedKey
        }
        Kind::Scalar(scalar) => Awaited::ValueOf(Key { span, scalar }),
        Kind::Hole => Awaited::ValueOfRefusedKey,
        Kind::Mapping { .. } | Kind::Sequence(_) => {
            let help = "keys are plain names; quote a name that starts with `[`, `{` or `?`";
            problems.error(Code::ComplexKey, span, "a key cannot be a list or a mapping", help);
            Awaited::ValueOfRefusedKey
        }
    }
}

/// What usually causes an error of the parser.
fn syntax_help(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::SimpleKeyExpected => {
            "a text that holds `: ` needs quotes; a key needs a space after its colon and the same indentation as its neighbours"
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a text between braces or brackets needs quotes if it holds a comma, a bracket or a brace"
        }
        ErrorKind::UnclosedQuotedScalar => "the closing quote is missing",
        ErrorKind::InvalidQuotedScalarIndent => "the closing quote is missing, or the text goes on without indentation",
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            r#"put all of the text in quotes, with `\"` for a quote inside"#
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => "put all of the text in quotes, with `''` for a quote inside",
        ErrorKind::UnclosedFlowCollection { .. } => "close it; everything up to there has to be indented",
        ErrorKind::UnknownQuotedScalarEscape => {
            r"between double quotes a backslash is written `\\`; between single quotes it stands for itself"
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => {
            "keys of one mapping stand at the same indentation; a text that goes on after a closing quote needs quotes around all of it"
        }
        ErrorKind::UnexpectedCharacter { .. } => "a text that starts with this character needs quotes",
        _ => return None,
    })
}
