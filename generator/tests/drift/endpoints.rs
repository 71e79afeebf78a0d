//! Which page is of which operation.

use feishu_generator::drift::{Options, compare};

use crate::{FIXTURES, changed_spec, drift, files, only, page, sentences, spec_of};

#[test]
fn an_operation_without_a_page_is_gone_where_its_service_has_pages() {
    let other = FIXTURES[0].1.replace("/loans", "/returns").replace("batch_create", "give_back");
    let pages = [page("tagged.md", &other)];
    let drift = drift(&pages, &spec_of(files()));
    let gone: Vec<&str> = drift.gone.iter().map(|gone| gone.name.as_str()).collect();
    let new: Vec<&str> = drift.unspecified.iter().map(|new| new.name.as_str()).collect();
    assert_eq!((gone, new), (vec!["library.v2.book_loan.batch_create"], vec!["library.v2.book_loan.give_back"]));
    assert!(drift.operations.is_empty() && !drift.is_clean());

    // Pages of other services say nothing of this one.
    let elsewhere = [page("tagged.md", &other.replace("library", "museum"))];
    let drift = crate::drift(&elsewhere, &spec_of(files()));
    assert_eq!((drift.gone.len(), drift.without_pages), (0, vec!["library".to_owned()]));
    let partial = compare(&elsewhere, &spec_of(files()), &Options::default());
    assert!(partial.gone.is_empty() && partial.without_pages.is_empty() && partial.is_clean());
}

#[test]
fn a_changed_path_is_found_by_the_address_or_by_the_names() {
    let text = FIXTURES[0].1.replace("/loans", "/lendings");
    let path = "path: the page says `/open-apis/library/v2/books/:book_id/lendings`, the spec says \
                `/open-apis/library/v2/books/:book_id/loans`";
    let by_address = text.replace("resource=book.loan&method=batch_create", "resource=shelf&method=lend");
    assert_eq!(sentences(&only(&[page("tagged.md", &by_address)], &spec_of(files())).differences), [path]);
    let by_names = text.replace("book-loan/batch_create\"", "elsewhere\"");
    let found = sentences(&only(&[page("tagged.md", &by_names)], &spec_of(files())).differences);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("page: ") && found[1] == path, "{found:#?}");
}

#[test]
fn of_several_pages_the_one_that_the_spec_names_is_compared_else_the_newest() {
    let new = FIXTURES[0].1.replace("1700000000000", "1800000000000").replace("book-loan/batch_create\"", "newer\"");
    let pages = [page("new.md", &new), page("old.md", FIXTURES[0].1)];
    let compared = only(&pages, &spec_of(files()));
    assert_eq!((compared.file.as_str(), compared.further.as_slice()), ("old.md", ["new.md".to_owned()].as_slice()));
    let unnamed = changed_spec("    page: /docs/reference/library-v2/book-loan/batch_create\n", "");
    let compared = only(&pages, &unnamed);
    assert_eq!((compared.file.as_str(), compared.further.as_slice()), ("new.md", ["old.md".to_owned()].as_slice()));
    // A page of retired endpoints is the last to be taken.
    let retired = [page("historic-version/new.md", &new), page("old.md", FIXTURES[0].1)];
    assert_eq!(only(&retired, &unnamed).file, "old.md");
}

#[test]
fn a_retired_endpoint_is_a_difference() {
    let compared = only(&[page("historic-version/loans.md", FIXTURES[0].1)], &spec_of(files()));
    assert_eq!(sentences(&compared.differences), ["deprecated: the page says `true`, the spec says nothing"]);
}

#[test]
fn only_what_is_asked_for_is_compared() {
    let pages = [page("tagged.md", &FIXTURES[0].1.replace("7001", "7002"))];
    let compared = |options: &Options| compare(&pages, &spec_of(files()), options).operations.len();
    let since = |day: &str| Options { since: Some(day.to_owned()), ..Options::default() };
    assert_eq!((compared(&since("2023-11-14")), compared(&since("2023-11-15"))), (1, 0));
    let of = |service: &str| Options { services: vec![service.to_owned()], complete: true, ..Options::default() };
    assert_eq!((compared(&of("library")), compared(&of("museum"))), (1, 0));
    let nothing = compare(&[], &spec_of(files()), &of("museum"));
    assert!(nothing.is_clean() && nothing.without_pages.is_empty());
}

/// A type that holds itself is followed as far as the page goes, and not one level further.
#[test]
fn types_that_hold_themselves_end_where_the_page_does() {
    let tree = "types:\n  Shelf:\n    about: A shelf.\n    fields:\n      label: {type: string, about: What stands on it.}\n      shelves: {type: \
                list<Shelf>, about: Those within it.}\noperations:\n";
    let mut files = files();
    let file = files.iter_mut().find(|file| file.path.ends_with("book_loan.yaml")).expect("the resource");
    file.text = file.text.replace("operations:\n", tree);
    let due = "due: {type: map<string>, about: \"When each book is due, by its ID.\"}";
    assert!(file.text.contains(due));
    file.text = file.text.replace(due, "due: {type: Shelf, about: Where the books go.}");
    let spec = spec_of(files);
    let row = |level: u8, name: &str, kind: &str| {
        format!(
            "<md-dt-tr level=\"{level}\"><md-dt-td>{name}</md-dt-td><md-dt-td>{kind}</md-dt-td><md-dt-td>x</md-dt-td></md-dt-tr>\n"
        )
    };
    let (name, text) = FIXTURES[0];
    let old = "<md-dt-tr level=\"1\"><md-dt-td>due</md-dt-td><md-dt-td>map&lt;string, string&gt;</md-dt-td><md-dt-td>归还日</md-dt-td></md-dt-tr>\n";
    assert!(text.contains(old));
    let found =
        |rows: &[String]| sentences(&only(&[page(name, &text.replace(old, &rows.concat()))], &spec).differences);
    let mut rows = vec![row(1, "due", "shelf"), row(2, "label", "string"), row(2, "shelves", "shelf\\[\\]")];
    assert_eq!(found(&rows), [""; 0], "an object that shows no fields");
    rows.push(row(3, "label", "string"));
    assert_eq!(found(&rows), [""; 0], "the inner level leaves something out");
    rows.push(row(3, "width", "int"));
    assert_eq!(found(&rows), ["response.due.shelves.width: only the page has this field (`int`)"]);
    rows.remove(1);
    let expected = [
        "response.due.shelves.width: only the page has this field (`int`)",
        "response.due.label: only the spec has this field",
    ];
    assert_eq!(found(&rows), expected);
}
