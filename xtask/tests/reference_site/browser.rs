//! The site of the committed specs, opened from its files as people do.

use std::path::Path;

use serde_json::json;

use crate::chromium::Browser;
use crate::support::{Done, Tree};

/// The site in a browser; none where there is no browser.
fn open(page: &str) -> Result<Option<(Browser, Tree)>, Box<dyn std::error::Error>> {
    let Some(mut browser) = Browser::start()? else { return Ok(None) };
    let tree = Tree::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"))?;
    tree.run(&["reference", "--specs", "specs", "--out", "site"])?.succeeded();
    browser.open(&tree.path("site").join(page))?;
    Ok(Some((browser, tree)))
}

/// What the selected result leads to, once the results are those of the query.
fn best(browser: &mut Browser, query: &str) -> Result<String, Box<dyn std::error::Error>> {
    browser.eval("document.getElementById('search-input').value = ''")?;
    browser.eval("document.getElementById('search-input').focus()")?;
    browser.press("Escape")?;
    browser.write(query)?;
    browser.wait("document.getElementById('search-results').hidden === false")?;
    // The status is written with the results.
    browser.wait("document.getElementById('search-status').textContent !== ''")?;
    let found = browser.eval("document.querySelector('#search-results [aria-selected=true]')?.getAttribute('href')")?;
    Ok(found.as_str().unwrap_or_default().trim_start_matches("../").to_owned())
}

/// Nothing was said on the console, and nothing asked of anybody but the disk.
fn quiet(browser: &Browser) {
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
    let outside: Vec<_> = browser.requests.iter().filter(|address| !address.starts_with("file://")).collect();
    assert!(outside.iter().all(|address| *address == "about:blank"), "{outside:?}");
    assert!(!browser.requests.is_empty());
}

#[test]
fn search_finds_what_is_meant() -> Done {
    let Some((mut browser, _tree)) = open("index.html")? else { return Ok(()) };
    for (query, expected) in [
        ("send a message", "op/im.v1.message.create.html"),
        ("im.v1.message.list", "op/im.v1.message.list.html"),
        ("reply", "op/im.v1.message.reply.html"),
        ("reply mes", "op/im.v1.message.reply.html"),
        ("messages reply", "op/im.v1.message.reply.html"),
        ("upload image", "op/im.v1.image.create.html"),
        ("delete visitors", "op/acs.v1.visitor.delete.html"),
        ("99991672", "code/99991672.html"),
        ("im:message:readonly", "scope/im~message~readonly.html"),
        ("MsgType", "type/im.v1.message.MsgType.html"),
        ("calendar", "service/calendar.html"),
        ("/open-apis/acs/v1/visitors/6939433228970082566", "op/acs.v1.visitor.delete.html"),
        ("GET https://open.feishu.cn/open-apis/im/v1/messages?page_size=20", "op/im.v1.message.list.html"),
        ("serach departments", "op/directory.v1.department.search.html"),
        ("receive_id_type", "type/im.v1.message.ReceiveIdType.html"),
    ] {
        let found = best(&mut browser, query)?;
        // Where a type or a service is just as good, the operation may be among the first.
        let listed = "[...document.querySelectorAll('#search-results [role=option]')].slice(0, 3).map((a) => a.getAttribute('href').replace('../', ''))";
        let listed = browser.eval(listed)?;
        let among = listed.as_array().is_some_and(|first| first.contains(&json!(expected)));
        assert!(found == expected || among, "{query:?} finds {found:?}, then {listed}");
    }
    best(&mut browser, "zzzzqqqq")?;
    assert_eq!(browser.eval("document.getElementById('search-results').innerText")?, json!("Nothing found."));
    quiet(&browser);
    Ok(())
}

#[test]
fn the_keyboard_is_enough() -> Done {
    let Some((mut browser, _tree)) = open("service/im.html")? else { return Ok(()) };
    browser.press("/")?;
    assert_eq!(browser.eval("document.activeElement.id")?, json!("search-input"));
    assert_eq!(browser.eval("document.activeElement.value")?, json!(""));
    browser.write("message")?;
    browser.wait("document.querySelectorAll('#search-results [role=option]').length > 3")?;
    let selected = "document.getElementById('search-input').getAttribute('aria-activedescendant')";
    assert_eq!(browser.eval(selected)?, json!("result-0"));
    browser.press("ArrowDown")?;
    browser.press("ArrowDown")?;
    assert_eq!(browser.eval(selected)?, json!("result-2"));
    assert_eq!(browser.eval("document.querySelectorAll('[aria-selected=true]').length")?, json!(1));
    browser.press("ArrowUp")?;
    browser.press("ArrowUp")?;
    browser.press("ArrowUp")?;
    let last = "`result-${document.querySelectorAll('#search-results [role=option]').length - 1}`";
    assert_eq!(browser.eval(selected)?, browser.eval(last)?);
    browser.picture("search")?;
    browser.press("Escape")?;
    assert_eq!(browser.eval("document.getElementById('search-results').hidden")?, json!(true));
    assert_eq!(browser.eval("document.getElementById('search-input').getAttribute('aria-expanded')")?, json!("false"));
    browser.eval("document.getElementById('search-input').select()")?;
    browser.write("99991672")?;
    browser.wait("document.querySelector('[aria-selected=true]')?.getAttribute('href') === '../code/99991672.html'")?;
    browser.press("Enter")?;
    browser.wait("document.readyState === 'complete' && location.pathname.endsWith('/code/99991672.html')")?;
    // The first stop of the keyboard leads past the bar, and whatever has the focus shows it.
    browser.press("Tab")?;
    assert_eq!(browser.eval("document.activeElement.className")?, json!("skip"));
    assert_eq!(browser.eval("document.activeElement.getBoundingClientRect().left > 0")?, json!(true));
    browser.press("Tab")?;
    assert_ne!(browser.eval("getComputedStyle(document.activeElement).outlineStyle")?, json!("none"));
    quiet(&browser);
    Ok(())
}

#[test]
fn links_and_folds_work() -> Done {
    let Some((mut browser, tree)) = open("index.html")? else { return Ok(()) };
    for (link, page) in [
        (".cards a[href='service/im.html']", "/service/im.html"),
        ("a[href='../op/im.v1.message.create.html']", "/op/im.v1.message.create.html"),
        ("a[href='../scope/im~message.html']", "/scope/im~message.html"),
        ("nav.parts a[href='../codes.html']", "/codes.html"),
    ] {
        browser.eval(&format!("document.querySelector(\"{link}\").click()"))?;
        browser.wait(&format!("document.readyState === 'complete' && location.pathname.endsWith('{page}')"))?;
        assert_eq!(browser.eval("document.querySelectorAll('h1').length")?, json!(1), "{page}");
        let stands_out = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize) > 20";
        assert_eq!(browser.eval(stands_out)?, json!(true), "{page}");
    }
    let folded = tree.path("site/op/im.v1.message.list.html");
    browser.open(&folded)?;
    browser.eval("document.querySelectorAll('details').forEach((fold) => { fold.open = false })")?;
    let inner = browser.eval("document.querySelector('details li[id]').id")?;
    browser.eval("location.hash = '%E0'")?;
    browser.eval(&format!("location.hash = {inner}"))?;
    browser.wait(&format!("document.getElementById({inner}).closest('details').open"))?;
    browser.eval("document.querySelector('.copy').click()")?;
    browser.wait("document.querySelector('.copy').textContent !== 'Copy'")?;
    quiet(&browser);
    Ok(())
}

#[test]
fn light_and_dark_follow_the_system_and_the_reader() -> Done {
    let Some((mut browser, tree)) = open("op/im.v1.message.create.html")? else { return Ok(()) };
    let ground = "getComputedStyle(document.body).backgroundColor";
    browser.prefer("light")?;
    assert_eq!(browser.eval(ground)?, json!("rgb(255, 255, 255)"));
    browser.picture("light")?;
    browser.prefer("dark")?;
    let dark = browser.eval(ground)?;
    assert_ne!(dark, json!("rgb(255, 255, 255)"));
    browser.picture("dark")?;
    for scheme in ["light", "dark"] {
        browser.prefer(scheme)?;
        let poor = browser.eval(CONTRAST)?;
        assert_eq!(poor, json!([]), "{scheme}");
    }
    browser.eval("document.getElementById('theme-button').click()")?;
    assert_eq!(browser.eval(ground)?, json!("rgb(255, 255, 255)"));
    // The choice holds on other pages.
    browser.open(&tree.path("site/index.html"))?;
    assert_eq!(browser.eval(ground)?, json!("rgb(255, 255, 255)"));
    quiet(&browser);
    Ok(())
}

/// Texts with less contrast than WCAG 2's AA asks for: 4.5 to 1.
const CONTRAST: &str = r"(() => {
  const channel = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!walker.currentNode.textContent.trim() || style.opacity === '0' || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(style.color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
})()";

#[test]
fn small_screens_need_no_scrolling_sideways() -> Done {
    let Some((mut browser, tree)) = open("index.html")? else { return Ok(()) };
    for (width, height) in [(360, 740), (768, 1024), (1100, 800), (1440, 900)] {
        browser.resize(width, height)?;
        for page in [
            "index.html",
            "scopes.html",
            "codes.html",
            "codes/im.html",
            "service/drive.html",
            "op/im.v1.message.create.html",
            "op/drive.v1.media.upload_all.html",
            "type/im.v1.message.MsgType.html",
            "scope/contact~user.employee_id~readonly.html",
            "code/99991672.html",
        ] {
            browser.open(&tree.path("site").join(page))?;
            let wide = browser.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth")?;
            assert_eq!(wide, json!(0), "{page} at {width}");
            if page.starts_with("op/im") || page == "index.html" {
                browser.picture(&format!("{}-{width}", page.split('/').next_back().unwrap_or_default()))?;
            }
        }
    }
    browser.resize(360, 740)?;
    best(&mut browser, "message")?;
    browser.picture("search-360")?;
    let inside = "(() => { const box = document.getElementById('search-results').getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; })()";
    assert_eq!(browser.eval(inside)?, json!(true));
    quiet(&browser);
    Ok(())
}
