//! Lists in pages, in every way that operations have.

use feishu::apaas::v1::{application_environment_variable, user_task};
use feishu::calendar::v4::calendar;
use feishu::contact::v3::{scope, user};
use feishu::directory::v1::department;
use feishu::drive::v1::file;
use feishu::helpdesk::v1::ticket_message;
use feishu::page::PagedItems;
use feishu::{Endpoint, ErrorKind};
use feishu_mock::{ForcedError, PageFault};

use crate::support::{Setup, USER_TOKEN, failure, setup_with};

/// A server whose lists have 120 items, with a client of it.
async fn setup() -> Setup {
    setup_with(|options| options.items = 120).await
}

/// Goes through a list; it must take so many calls, with and without asking ahead.
async fn goes_through<R: PagedItems + Clone>(setup: &Setup, request: R, calls: usize) {
    let id = R::META.id;
    for prefetch in [false, true] {
        let before = setup.server.count(id);
        let items = setup.client.items(request.clone());
        let items = if prefetch { items.prefetch() } else { items };
        assert_eq!(items.all().await.expect(id).len(), 120, "{id}");
        assert_eq!(setup.server.count(id) - before, calls, "{id}");
    }
}

fn search() -> department::Search {
    department::Search::new("a", department::search::PageRequest::new().page_size(50), ["name"])
}

#[tokio::test]
async fn lists_by_tokens_come_whole() {
    let setup = setup().await;
    goes_through(&setup, user::FindByDepartment::new("0").page_size(50), 3).await;
    goes_through(&setup, user::FindByDepartment::new("0"), 12).await;
    goes_through(&setup, file::List::new().folder_token("fldbcO1UuPz8VwnpPx5a9abcef"), 2).await;
    goes_through(&setup, calendar::Search::new("query words").page_size(50), 3).await;
    goes_through(&setup, search(), 3).await;
}

#[tokio::test]
async fn lists_that_are_counted_come_whole() {
    let setup = setup().await;
    let variables = application_environment_variable::Query::new("package_test__c");
    goes_through(&setup, variables.clone(), 1).await;
    goes_through(&setup, variables.limit(40), 3).await;
    goes_through(&setup, user_task::Query::new("1234").limit("50"), 3).await;
    // No page says how long it can be: the total tells the end.
    goes_through(&setup, user_task::Query::new("1234"), 12).await;
    goes_through(&setup, ticket_message::List::new("6948728206392295444", "x").page_size(60), 2).await;
    goes_through(&setup, ticket_message::List::new("6948728206392295444", "x"), 6).await;
}

#[tokio::test]
async fn several_lists_come_page_by_page() {
    let setup = setup().await;
    let mut pages = setup.client.pages(scope::List::new());
    let mut count = 0;
    while let Some(page) = pages.try_next().await.expect("a page") {
        assert_eq!(page.group_ids, ["4bgga762"]);
        count += 1;
    }
    assert_eq!((count, pages.is_finished()), (3, true));
}

#[tokio::test]
async fn the_last_page_brings_the_sync_token() {
    let setup = setup().await;
    let mut pages = setup.client.pages(calendar::List::new().page_size(50)).as_user(USER_TOKEN);
    let (mut calendars, mut sync_token) = (Vec::new(), None);
    while let Some(page) = pages.try_next().await.expect("a page") {
        calendars.extend(page.calendar_list);
        sync_token = page.sync_token;
    }
    assert_eq!(calendars.len(), 120);
    let sync_token = sync_token.expect("a token for changes");
    let changes = setup.client.items(calendar::List::new().sync_token(sync_token)).all().await;
    assert!(!changes.expect("changes").is_empty());
}

#[tokio::test]
async fn servers_that_keep_no_promise_are_borne() {
    let setup = setup().await;
    let id = user::FindByDepartment::META.id;
    let request = user::FindByDepartment::new("0").page_size(50);
    for (faults, calls) in [
        (&[PageFault::EmptyPage][..], 4),
        (&[PageFault::TokenAtEnd], 3),
        (&[PageFault::NoFlag], 3),
        (&[PageFault::NoFlag, PageFault::EmptyPage], 4),
    ] {
        setup.server.faults().clear();
        for fault in faults {
            setup.server.faults().break_pages(id, *fault);
        }
        goes_through(&setup, request.clone(), calls).await;
    }
    setup.server.faults().clear();
    setup.server.faults().break_pages(id, PageFault::SameToken);
    let before = setup.server.count(id);
    let error = failure(setup.client.items(request).all().await);
    assert_eq!((error.kind(), setup.server.count(id) - before), (ErrorKind::Paging, 2));
}

#[tokio::test]
async fn a_list_goes_on_after_a_failure() {
    let setup = setup().await;
    let request = search();
    let mut items = setup.client.items(request.clone());
    let mut seen = 0;
    while seen < 50 {
        items.try_next().await.expect("the first page").expect("a department");
        seen += 1;
    }
    setup.server.faults().error_next(department::Search::META.id, 1, ForcedError::new(400, 2_220_001));
    assert_eq!(failure(items.try_next().await).code(), Some(2_220_001));
    assert!(items.next().await.is_none());
    let token = items.resume_token().expect("the second page").to_owned();
    assert_eq!(setup.client.items(request).start_at(token).all().await.expect("the rest").len(), 70);
    items.resume();
    assert_eq!(items.all().await.expect("the rest").len(), 70);
}
