//! Counts rows of fields by plain text search, without the reader.

/// Headings of the sections of fields.
const SECTIONS: &[&str] =
    &["路径参数", "查询参数", "请求参数", "请求体", "响应体", "通用模板请求体", "自定义模板请求体"];

/// Rows of tables below the headings of fields, heads left out.
pub(crate) fn rows_by_search(text: &str) -> i64 {
    let mut rows = 0_i64;
    let (mut wanted, mut depth, mut fence, mut html) = (false, 0, false, false);
    let mut pipes = 0;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") && !html {
            fence = !fence;
        }
        if fence {
            continue;
        }
        if line.starts_with(":::html") {
            html = true;
        } else if line == ":::" {
            html = false;
        }
        if line.starts_with('#') && !html {
            rows += pipe_rows(&mut pipes);
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            let title = line.trim_matches(['#', ' ']);
            let own = SECTIONS.contains(&title);
            if own || level <= depth {
                (wanted, depth) = (own, level);
            }
            continue;
        }
        if !wanted {
            continue;
        }
        if html || line.contains("<md-") {
            rows += ["<md-dt-tr", "<md-tr", "<tr"].iter().map(|tag| count(line, tag)).sum::<i64>();
            rows -= count(line, "<md-dt-thead") + count(line, "<md-thead");
        } else if line.contains('|') {
            pipes += 1;
        } else {
            rows += pipe_rows(&mut pipes);
        }
    }
    rows + pipe_rows(&mut pipes)
}

/// Rows of a Markdown table of so many lines.
fn pipe_rows(lines: &mut i64) -> i64 {
    std::mem::take(lines).saturating_sub(2).max(0)
}

fn count(line: &str, tag: &str) -> i64 {
    i64::try_from(line.matches(tag).count()).expect("a short line")
}
