//! Every page of one snapshot.

use std::collections::{BTreeMap, BTreeSet};

use feishu_generator::page::facts::Host;

use crate::corpus::{ReadPage, readings};

#[test]
fn summary() {
    let all = readings("2026-03");
    let endpoints: Vec<&ReadPage> = all.iter().filter(|page| page.reading.facts.is_some()).collect();
    let open: Vec<_> = endpoints.iter().filter_map(|p| p.reading.facts.as_ref()).filter(|f| f.path.starts_with("/open-apis/")).collect();
    let distinct: BTreeSet<_> = open.iter().map(|f| (f.method.word(), &f.path)).collect();
    println!("pages {} endpoints {} open-apis {} distinct {}", all.len(), endpoints.len(), open.len(), distinct.len());
    let mut kinds: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    let mut rows = [0; 7];
    for page in &endpoints {
        let r = page.reading.rows;
        for (a, b) in rows.iter_mut().zip([r.params, r.query, r.body, r.response, r.other, r.headers, r.errors]) { *a += b; }
        for w in &page.reading.warnings {
            let e = kinds.entry(w.kind.text()).or_default(); e.0 += 1; e.1.insert(&page.path);
        }
    }
    println!("rows params query body response other headers errors {rows:?}  fields {}", rows[..4].iter().sum::<usize>());
    for (k, (n, p)) in &kinds { println!("{n:7} {:5} pages  {k}", p.len()); }
    let _ = Host::Open;
    if let Ok(kind) = std::env::var("KIND") {
        for page in &endpoints { for w in page.reading.warnings.iter().filter(|w| w.kind.text() == kind) {
            println!("{}:{} {}", page.path, w.line, w.message);
        } }
    }
}
