//! Any text as a saved page: it is read, whatever it holds, and no row that was read is lost.
#![no_main]

use feishu_generator::page::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read("historic-version/page.md", text);
    let last = u32::try_from(text.lines().count()).unwrap_or(u32::MAX).saturating_add(2);
    assert!(reading.warnings.iter().all(|warning| warning.line <= last));
    assert_eq!(reading.rows, read("page.md", text).rows);
});
