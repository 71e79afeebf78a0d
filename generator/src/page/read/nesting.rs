//! Finds the nesting of rows that do not tell it: which object a row belongs to, out of types and the example.
//!
//! Rows follow each other depth first, so a row lies in the object that the row before it opens, beside that row, or beside one
//! of the objects around it. Each choice is worth points: for a name that the example has there, for objects that get fields,
//! for objects of one type that get the same fields. The search keeps the best few ways to nest the rows so far.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::super::facts::{Field, FieldType};
use super::super::warning::{Kind, Warnings};
use super::tree::{DEEPEST, Levelled};
use super::types::{holds_fields, needs_fields};
use super::words::short;

/// How many ways to nest the rows so far are kept.
const WIDTH: usize = 24;

/// With more rows than this only the best way is kept; the longest real table has 7,000.
const MANY_ROWS: usize = 10_000;

/// How many fields of one object are remembered; the largest real one has 160.
const MANY_FIELDS: usize = 256;

/// Fields by the name of the type that has them.
type Shapes = HashMap<String, HashSet<String>>;

/// Gives each row its level.
pub(super) fn rebuild(rows: &mut [Levelled], examples: &[&Value], warnings: &mut Warnings) {
    let fields: Vec<&Field> = rows.iter().map(|row| &row.field).collect();
    let examples = described(fields.iter().map(|field| field.name.as_str()), examples);
    let first = search(&fields, &examples, &Shapes::new());
    let shapes = shapes(&fields, &first);
    let best = search(&fields, &examples, &shapes);
    for (row, (level, sure)) in rows.iter_mut().zip(best) {
        row.level = level;
        if !sure {
            let message = format!("neither types nor the example tell where `{}` belongs", short(&row.field.name));
            warnings.add(Kind::NestingGuessed, row.field.line, message);
        }
    }
}

/// The part of examples that a table of some fields describes: what is in `data`, where the table leaves the envelope out.
pub(super) fn described<'n, 'v>(names: impl IntoIterator<Item = &'n str>, examples: &[&'v Value]) -> Vec<&'v Value> {
    if names.into_iter().any(|name| matches!(name, "code" | "data")) {
        return examples.to_vec();
    }
    let inside: Vec<&Value> =
        examples.iter().filter_map(|body| body.get("data")).filter(|data| data.is_object()).collect();
    if inside.is_empty() { examples.to_vec() } else { inside }
}

/// One way to nest the rows so far.
#[derive(Clone)]
struct Way<'a> {
    score: i64,
    open: Vec<Open<'a>>,
    /// The last step of its trail.
    last: Option<usize>,
}

/// A row's level, whether anything speaks for it, and the step of the row before.
struct Step {
    level: u32,
    sure: bool,
    before: Option<usize>,
}

/// A way to go on from a way.
struct Choice {
    way: usize,
    level: usize,
    score: i64,
    sure: bool,
}

/// An object that the next row may belong to; the first one is the body itself.
#[derive(Clone)]
struct Open<'a> {
    /// Name of its type.
    kind: Option<&'a str>,
    /// Whether it must have fields.
    needs: bool,
    /// Its fields so far, the first [`MANY_FIELDS`] of them.
    names: Rc<Vec<&'a str>>,
    /// What the example has in its place.
    examples: Rc<Vec<&'a Map<String, Value>>>,
}

/// Levels of all rows, and whether anything speaks for them.
fn search<'a>(fields: &[&'a Field], examples: &[&'a Value], shapes: &Shapes) -> Vec<(u32, bool)> {
    let width = if fields.len() > MANY_ROWS { 1 } else { WIDTH };
    let body =
        Open { kind: None, needs: false, names: Rc::default(), examples: Rc::new(objects(examples.iter().copied())) };
    let mut ways = vec![Way { score: 0, open: vec![body], last: None }];
    let mut steps = Vec::new();
    for field in fields {
        let mut choices: Vec<Choice> = Vec::new();
        for (at, way) in ways.iter().enumerate() {
            choose(at, way, field, shapes, &mut choices);
        }
        choices.sort_by_key(|choice| Reverse(choice.score));
        choices.truncate(width);
        ways = follow(ways, &choices, field, &mut steps);
    }
    // Of equals, the first one: it is the one that goes deepest.
    let best = ways.into_iter().min_by_key(|way| Reverse(way.score - unfilled(&way.open)));
    let mut out = Vec::with_capacity(fields.len());
    let mut last = best.and_then(|way| way.last);
    while let Some(step) = last.and_then(|at| steps.get(at)) {
        out.push((step.level, step.sure));
        last = step.before;
    }
    out.reverse();
    out
}

/// Takes the chosen steps. A way is copied only where several go on from it.
fn follow<'a>(ways: Vec<Way<'a>>, choices: &[Choice], field: &'a Field, steps: &mut Vec<Step>) -> Vec<Way<'a>> {
    let mut left = vec![0_usize; ways.len()];
    for choice in choices {
        left[choice.way] += 1;
    }
    let mut ways: Vec<Option<Way<'a>>> = ways.into_iter().map(Some).collect();
    let mut next = Vec::with_capacity(choices.len());
    for choice in choices {
        left[choice.way] -= 1;
        let way = if left[choice.way] == 0 { ways[choice.way].take() } else { ways[choice.way].clone() };
        next.extend(way.map(|way| way.step(choice, field, steps)));
    }
    next
}

/// What the last object costs if it stays without fields.
fn unfilled(open: &[Open<'_>]) -> i64 {
    open.last().map_or(0, |last| if last.needs && last.names.is_empty() { EMPTY } else { 0 })
}

/// The example has the name there.
const FITS: i64 = 10;
/// The example has the object, but not the name in it.
const MISSES: i64 = -6;
/// The object has the name already.
const TWICE: i64 = -25;
/// An object that needs fields gets none.
const EMPTY: i64 = 7;
/// The object is the envelope, and its last field was there already.
const AFTER_DATA: i64 = -3;
/// Another object of the type has the field, or lacks it.
const SHAPE: i64 = 9;
/// The object's other fields begin with the same word, such as `tab_id` and `tab_name` beside `tab_config`.
const FAMILY: i64 = 1;

/// Adds all ways to go on from one, the deepest first.
fn choose(at: usize, way: &Way<'_>, field: &Field, shapes: &Shapes, into: &mut Vec<Choice>) {
    let deepest = way.open.len();
    let worth: Vec<i64> = way.open.iter().map(|open| points(open, &field.name, shapes)).collect();
    for (level, points) in worth.iter().copied().enumerate().rev() {
        let is_deepest = level + 1 == deepest;
        let closed = if is_deepest { 0 } else { unfilled(&way.open) };
        let sure = deepest == 1 || points > 0 || (is_deepest && points == 0 && others_miss(&worth));
        into.push(Choice { way: at, level, score: way.score + points - closed, sure });
    }
}

/// Whether everything speaks against all objects but the innermost.
fn others_miss(worth: &[i64]) -> bool {
    worth.split_last().is_some_and(|(_, others)| others.iter().all(|points| *points < MISSES))
}

/// What speaks for a name in an object; below zero what speaks against it.
fn points(open: &Open<'_>, name: &str, shapes: &Shapes) -> i64 {
    let mut points = 0;
    if !open.examples.is_empty() {
        let fits = open.examples.iter().any(|object| object.contains_key(name));
        points += if fits { FITS } else { MISSES };
    }
    if let Some(shape) = open.kind.and_then(|kind| shapes.get(kind)) {
        points += if shape.contains(name) { SHAPE } else { -SHAPE };
    }
    if open.needs && open.names.is_empty() {
        points += 1;
    }
    if open.names.contains(&"code") && open.names.contains(&"data") {
        points += AFTER_DATA;
    }
    if open.names.contains(&name) {
        points += TWICE;
    }
    if is_of_family(&open.names, name) {
        points += FAMILY;
    }
    points
}

/// Whether at least two of an object's last fields begin with the same word as a name.
fn is_of_family(names: &[&str], name: &str) -> bool {
    const LAST: usize = 8;
    let Some((family, _)) = name.split_once('_') else { return false };
    let last = names.iter().rev().take(LAST);
    last.filter(|known| known.split_once('_').is_some_and(|(first, _)| first == family)).count() > 1
}

impl<'a> Way<'a> {
    /// Puts a row into the object at a level, and opens the object that it is.
    fn step(mut self, choice: &Choice, field: &'a Field, steps: &mut Vec<Step>) -> Self {
        self.open.truncate(choice.level + 1);
        let name = field.name.as_str();
        let mut inside = Vec::new();
        if let Some(parent) = self.open.last_mut() {
            if parent.names.len() < MANY_FIELDS {
                Rc::make_mut(&mut parent.names).push(name);
            }
            inside = objects(parent.examples.iter().filter_map(|object| object.get(name)));
        }
        let level = u32::try_from(choice.level).unwrap_or(DEEPEST);
        if holds_fields(field) && level < DEEPEST {
            let kind = match field.kind.innermost() {
                FieldType::Object(Some(name)) => Some(name.as_str()),
                _ => None,
            };
            let needs = needs_fields(&field.kind);
            self.open.push(Open { kind, needs, names: Rc::default(), examples: Rc::new(inside) });
        }
        steps.push(Step { level, sure: choice.sure, before: self.last });
        Self { score: choice.score, last: Some(steps.len() - 1), ..self }
    }
}

/// The objects among values, also inside lists.
fn objects<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<&'a Map<String, Value>> {
    const MOST: usize = 64;
    let mut out = Vec::new();
    let mut rest: Vec<&Value> = values.collect();
    rest.reverse();
    while let Some(value) = rest.pop() {
        match value {
            Value::Object(object) if out.len() < MOST && !object.is_empty() => out.push(object),
            Value::Array(list) if out.len() < MOST => rest.extend(list.iter().rev()),
            _ => {}
        }
    }
    out
}

/// The fields of each type, out of those objects of which all rows are sure.
fn shapes(fields: &[&Field], levels: &[(u32, bool)]) -> Shapes {
    let mut shapes = Shapes::new();
    let mut open: Vec<Shape> = Vec::new();
    for (field, (level, sure)) in fields.iter().zip(levels) {
        while open.len() > *level as usize {
            open.pop().into_iter().for_each(|shape| shape.settle(&mut shapes));
        }
        if let Some(parent) = open.last_mut() {
            parent.names.insert(field.name.clone());
            parent.sure &= sure;
        }
        let kind = match field.kind.innermost() {
            FieldType::Object(Some(kind)) => Some(kind.clone()),
            _ => None,
        };
        open.push(Shape { kind, names: HashSet::new(), sure: true });
    }
    for shape in open {
        shape.settle(&mut shapes);
    }
    shapes
}

/// An object and its fields so far.
struct Shape {
    kind: Option<String>,
    names: HashSet<String>,
    sure: bool,
}

impl Shape {
    /// Adds the object to what is known of its type.
    fn settle(self, shapes: &mut Shapes) {
        let Some(kind) = self.kind.filter(|_| self.sure && !self.names.is_empty()) else { return };
        let known = shapes.entry(kind).or_insert_with(|| self.names.clone());
        if known.is_subset(&self.names) {
            *known = self.names;
        }
    }
}
