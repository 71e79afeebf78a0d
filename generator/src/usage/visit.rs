//! Walks through the files of a package and notes every use.

use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprCall, ExprLit, Item, ItemMod, ItemUse, Lit, Macro, Path, Stmt};

use super::gather::{bind, segments};
use super::modules::{Key, Names};
use super::resolve::{Place, Resolver};
use super::{SourceText, Spot, Unknown, Usage, tokens};
use crate::lookup::{Answer, Lookup};

/// Notes the uses in a package.
pub(super) fn visit<'c>(resolver: &Resolver<'_, 'c>, lookup: &Lookup<'c>, usage: &mut Usage<'c>) {
    for (key, at, file) in &resolver.modules.files {
        let Some(source) = resolver.package.files.get(*at) else { continue };
        let mut walk = Walk { resolver, lookup, usage, source, module: key.clone(), blocks: Vec::new() };
        walk.visit_file(file);
    }
}

struct Walk<'w, 'r, 'c> {
    resolver: &'w Resolver<'r, 'c>,
    lookup: &'w Lookup<'c>,
    usage: &'w mut Usage<'c>,
    source: &'w SourceText,
    module: Key,
    /// Names of the blocks around.
    blocks: Vec<Names>,
}

impl Walk<'_, '_, '_> {
    fn place(&self) -> Place<'_> {
        Place { module: &self.module, blocks: &self.blocks }
    }

    fn spot(&self, line: usize) -> Spot {
        Spot { file: self.source.display.clone(), line }
    }

    fn unknown(&mut self, line: usize, what: String) {
        let spot = self.spot(line);
        self.usage.unknown.push(Unknown { spot, what });
    }

    fn path(&mut self, path: &[String], line: usize) {
        let Some(found) = self.resolver.resolve(self.place(), path) else { return };
        match self.resolver.tree.operation(&found) {
            Some(operation) => {
                let spot = self.spot(line);
                self.usage.note(operation, spot);
            }
            None => {
                if let Some(what) = self.resolver.tree.missing(&found) {
                    self.unknown(line, what);
                }
            }
        }
    }

    /// `RawCall::new(method, path)`.
    fn raw_call(&mut self, call: &ExprCall) {
        let Expr::Path(function) = &*call.func else { return };
        let found = self.resolver.resolve(self.place(), &segments(&function.path));
        if found.is_none_or(|found| found != ["RawCall", "new"]) {
            return;
        }
        let line = line_of(&function.path);
        let method = call.args.first().and_then(last_name);
        let path = call.args.get(1).and_then(|path| self.text(path));
        let Some(path) = path else {
            return self
                .unknown(line, "a raw call whose path is neither a literal nor a constant of this package".to_owned());
        };
        let found = match &method {
            Some(method) => self.lookup.call(method, &path),
            None => self.lookup.word(&path),
        };
        if let Answer::Operation(operation) = found {
            let spot = self.spot(line);
            self.usage.note(operation, spot);
        } else {
            let method = method.map(|method| format!("{} ", method.to_uppercase())).unwrap_or_default();
            self.unknown(line, format!("a raw call of `{method}{path}`, which the specs do not have"));
        }
    }

    fn text(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            Expr::Path(path) => self.resolver.text(self.place(), &segments(&path.path)),
            _ => None,
        }
    }
}

/// The last name of a path: `Get` of `Method::Get`.
fn last_name(expression: &Expr) -> Option<String> {
    let Expr::Path(path) = expression else { return None };
    let name = path.path.segments.last()?.ident.unraw().to_string();
    // A variable says nothing.
    name.starts_with(char::is_uppercase).then_some(name)
}

/// Whether an item says that it is for tests only.
fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        let condition = || attribute.parse_args::<Path>().is_ok_and(|condition| condition.is_ident("test"));
        attribute.path().is_ident("test") || attribute.path().is_ident("cfg") && condition()
    })
}

fn line_of(path: &Path) -> usize {
    path.segments.first().map_or(1, |segment| segment.ident.span().start().line)
}

impl<'ast> Visit<'ast> for Walk<'_, '_, '_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if self.resolver.package.tests || !is_for_tests(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, _: &'ast ItemUse) {
        // An import is no use.
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let blocks = std::mem::take(&mut self.blocks);
        self.module.push(module.ident.unraw().to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
        self.blocks = blocks;
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let mut names = Names::default();
        for statement in &block.stmts {
            if let Stmt::Item(item @ (Item::Use(_) | Item::Type(_) | Item::Const(_) | Item::Static(_))) = statement {
                bind(item, &mut names);
            }
        }
        self.blocks.push(names);
        visit::visit_block(self, block);
        self.blocks.pop();
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.path(&segments(path), line_of(path));
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        self.raw_call(call);
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        // Most macros take expressions, in which raw calls are seen, too.
        let parser = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(expressions) = called.parse_body_with(parser) {
            self.inside(&expressions);
            return;
        }
        let mut found = Vec::new();
        tokens::paths(called.tokens.clone(), &mut |path, line| found.push((path, line)));
        for (path, line) in found {
            self.path(&path, line);
        }
    }
}

impl Walk<'_, '_, '_> {
    /// Walks through expressions that do not live as long as the file.
    fn inside<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expr>) {
        for expression in expressions {
            let mut inside = Walk {
                resolver: self.resolver,
                lookup: self.lookup,
                usage: self.usage,
                source: self.source,
                module: self.module.clone(),
                blocks: self.blocks.clone(),
            };
            inside.visit_expr(expression);
        }
    }
}
