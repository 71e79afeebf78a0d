//! Finds the nesting of rows that do not tell it: which object a row belongs to, out of types and the example.
//!
//! Rows follow each other depth first, so a row lies in the object that the row before it opens, beside that row, or beside one
//! of the objects around it. Each choice is worth points: for a name that the example has there, for objects that get fields,
//! for objects of one type that get the same fields. The search keeps the best few ways to nest the rows so far.

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
const MANY_ROWS: usize = 20_000;

/// Fields by the name of the type that has them.
type Shapes = HashMap<String, HashSet<String>>;

/// Gives each row its level.
pub(super) fn rebuild(rows: &mut [Levelled], examples: &[&Value], warnings: &mut Warnings) {
    let fields: Vec<&Field> = rows.iter().map(|row| &row.field).collect();
    let has_envelope = fields.iter().any(|field| field.name == "code" || field.name == "data");
    let inside = |body: &&'_ Value| body.get("data").is_some_and(Value::is_object);
    let unwrapped: Vec<&Value> = examples.iter().filter(|body| !has_envelope && inside(body)).filter_map(|body| body.get("data")).collect();
    let examples = if unwrapped.is_empty() { examples } else { &unwrapped };
    let first = search(&fields, examples, &Shapes::new());
    let shapes = shapes(&fields, &first);
    let best = search(&fields, examples, &shapes);
    for (row, (level, sure)) in rows.iter_mut().zip(best) {
        row.level = level;
        if !sure {
            let message = format!("neither types nor the example tell where `{}` belongs", short(&row.field.name));
            warnings.add(Kind::NestingGuessed, row.field.line, message);
        }
    }
}

/// One way to nest the rows so far.
#[derive(Clone)]
struct Way<'a> {
    score: i64,
    open: Vec<Open<'a>>,
    trail: Option<Rc<Step>>,
}

/// A row's level and whether anything speaks for it.
struct Step {
    level: u32,
    sure: bool,
    before: Option<Rc<Step>>,
}

/// An object that the next row may belong to; the first one is the body itself.
#[derive(Clone)]
struct Open<'a> {
    /// Name of its type.
    kind: Option<&'a str>,
    /// Whether it must have fields.
    needs: bool,
    /// Its fields so far.
    names: Rc<HashSet<&'a str>>,
    /// What the example has in its place.
    examples: Rc<Vec<&'a Map<String, Value>>>,
}

/// Levels of all rows, and whether anything speaks for them.
fn search<'a>(fields: &[&'a Field], examples: &[&'a Value], shapes: &Shapes) -> Vec<(u32, bool)> {
    let width = if fields.len() > MANY_ROWS { 1 } else { WIDTH };
    let body = Open { kind: None, needs: false, names: Rc::default(), examples: Rc::new(objects(examples.iter().copied())) };
    let mut ways = vec![Way { score: 0, open: vec![body], trail: None }];
    for field in fields {
        let mut next: Vec<Way<'a>> = ways.iter().flat_map(|way| choices(way, field, shapes)).collect();
        next.sort_by_key(|way| std::cmp::Reverse(way.score));
        next.truncate(width);
        ways = next;
    }
    // Of equals, the first one: it is the one that goes deepest.
    let best = ways.into_iter().min_by_key(|way| std::cmp::Reverse(way.score - unfilled(&way.open)));
    let mut out = Vec::with_capacity(fields.len());
    let mut step = best.and_then(|way| way.trail);
    while let Some(at) = step {
        out.push((at.level, at.sure));
        step = at.before.clone();
    }
    out.reverse();
    out
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

/// All ways to go on from one.
fn choices<'a>(way: &Way<'a>, field: &'a Field, shapes: &Shapes) -> Vec<Way<'a>> {
    let deepest = way.open.len();
    let worth: Vec<i64> = way.open.iter().map(|open| points(open, &field.name, shapes)).collect();
    let lowest = if deepest > 1 { 0 } else { deepest - 1 };
    (lowest..deepest).rev().map(|level| {
        let points = worth.get(level).copied().unwrap_or_default();
        let closed = if level + 1 < deepest { unfilled(&way.open) } else { 0 };
        let sure = deepest == 1 || points > 0 || (level + 1 == deepest && points == 0 && others_miss(&worth));
        step(way, field, level, way.score + points - closed, sure)
    }).collect()
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
    if open.names.contains("code") && open.names.contains("data") {
        points += AFTER_DATA;
    }
    if open.names.contains(name) {
        points += TWICE;
    }
    points
}

/// Puts a row into the object at a level, and opens the object that it is.
fn step<'a>(way: &Way<'a>, field: &'a Field, level: usize, score: i64, sure: bool) -> Way<'a> {
    let mut open: Vec<Open<'a>> = way.open.get(..=level).unwrap_or(&way.open).to_vec();
    let mut inside = Vec::new();
    if let Some(parent) = open.last_mut() {
        Rc::make_mut(&mut parent.names).insert(field.name.as_str());
        inside = objects(parent.examples.iter().filter_map(|object| object.get(field.name.as_str())));
    }
    let level = u32::try_from(level).unwrap_or(DEEPEST);
    if holds_fields(field) && level < DEEPEST {
        let kind = match field.kind.innermost() {
            FieldType::Object(Some(name)) => Some(name.as_str()),
            _ => None,
        };
        open.push(Open { kind, needs: needs_fields(&field.kind), names: Rc::default(), examples: Rc::new(inside) });
    }
    Way { score, open, trail: Some(Rc::new(Step { level, sure, before: way.trail.clone() })) }
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

/// The fields of each type, where its first object that has any is sure.
fn shapes(fields: &[&Field], levels: &[(u32, bool)]) -> Shapes {
    let mut shapes = Shapes::new();
    let mut open: Vec<Option<(String, HashSet<String>)>> = Vec::new();
    let mut done = |closed: Option<(String, HashSet<String>)>| {
        if let Some((kind, names)) = closed.filter(|(_, names)| !names.is_empty()) {
            let known = shapes.entry(kind).or_insert_with(|| names.clone());
            if names.len() < known.len() && names.is_subset(known) {
                return;
            }
            if known.is_subset(&names) {
                *known = names;
            }
        }
    };
    for (field, (level, _)) in fields.iter().zip(levels) {
        while open.len() > *level as usize {
            done(open.pop().flatten());
        }
        if let Some(Some((_, names))) = open.last_mut() {
            names.insert(field.name.clone());
        }
        open.push(match field.kind.innermost() {
            FieldType::Object(Some(kind)) => Some((kind.clone(), HashSet::new())),
            _ => None,
        });
    }
    while let Some(closed) = open.pop() {
        done(closed);
    }
    shapes
}
