//! Companies, and the operations that hand out tokens.

use feishu::auth::v3::{app_access_token, app_ticket, tenant_access_token};
use feishu::corehr::v2::company;

use crate::support::{Setup, setup};

#[tokio::test]
async fn companies_are_read() {
    let Setup { client, server: _server } = setup().await;
    let answer = client.send(company::BatchGet::new(["151515"])).await.expect("success");
    let company = &answer.items[0];
    assert_eq!(company.company_id.as_deref(), Some("4692472714243080020"));
    let common = company.hiberarchy_common.as_ref().expect("common fields");
    assert_eq!(common.active, Some(true));
    assert_eq!(common.effective_time.as_deref(), Some("2020-05-01 00:00:00"));
    let address = company.office_address_info.as_ref().expect("an address");
    assert_eq!(address.postal_code.as_deref(), Some("611530"));
}

#[tokio::test]
async fn a_custom_app_gets_its_tokens() {
    let Setup { client, server: _server } = setup().await;
    let tenant = tenant_access_token::Internal::new("cli_mock", "mock-secret");
    let tenant = client.send(tenant).await.expect("a token");
    assert_eq!(tenant.expire, Some(7200));
    assert!(tenant.tenant_access_token.is_some_and(|token| token.expose().starts_with("t-")));

    let app = client.send(app_access_token::Internal::new("cli_mock", "mock-secret")).await.expect("a token");
    assert!(app.app_access_token.is_some_and(|token| !token.expose().is_empty()));
}

#[tokio::test]
async fn a_store_app_gets_its_tokens_by_a_ticket() {
    let Setup { client, server: _server } = setup().await;
    client.send(app_ticket::Resend::new("cli_mock", "mock-secret")).await.expect("success");
    let request = app_access_token::Create::new(app_access_token::create::CreateRequired {
        app_id: "cli_mock".to_owned(),
        app_secret: "mock-secret".into(),
        app_ticket: "mock-ticket".into(),
    });
    let app = client.send(request).await.expect("an app token").app_access_token.expect("an app token");
    let tenant = client.send(tenant_access_token::Create::new(app, "73658811060f175d")).await.expect("a tenant token");
    assert!(tenant.tenant_access_token.is_some_and(|token| token.expose().starts_with("t-")));
}
