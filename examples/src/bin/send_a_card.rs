//! Sends a card with a button to a chat, as the app's bot.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… cargo run -p feishu-examples --bin send_a_card -- CHAT_ID TITLE TEXT
//! ```

use std::env;
use std::process::ExitCode;

use feishu::im::v1::message::{self, MsgType, ReceiveIdType};
use feishu_examples::{Failure, client, finish};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [chat, title, text] = arguments.as_slice() else {
        return Err(Failure::Usage("usage: send_a_card CHAT_ID TITLE TEXT".into()));
    };

    // The content of a message is JSON in a string. Its keys depend on the type of the message.
    let content = card(title, text).to_string();

    // The key by which the platform knows a message that it has got already, for an hour. With it the client may try again
    // after a connection that broke, without it that would send the message twice.
    let key = format!("{:032x}", fastrand::u128(..));

    // Beside the rate limit of the operation there is one for each chat. The client keeps to both.
    let request = message::Create::new(ReceiveIdType::ChatId, chat, MsgType::Interactive, content).uuid(key);
    let sent = client()?.send(request).await.map_err(|error| Failure::call::<feishu::im::ErrorCode>(&error))?;
    println!("sent as {}", sent.message_id.as_deref().unwrap_or("a message without an ID"));
    Ok(())
}

/// A card of a header, a text in Markdown, and a button that opens a page. `json!` escapes what comes from outside.
fn card(title: &str, text: &str) -> Value {
    let button = json!({
        "tag": "button",
        "text": {"tag": "plain_text", "content": "Open"},
        "type": "primary",
        "url": "https://open.feishu.cn",
    });
    json!({
        "header": {"template": "blue", "title": {"tag": "plain_text", "content": title}},
        "elements": [
            {"tag": "div", "text": {"tag": "lark_md", "content": text}},
            {"tag": "action", "actions": [button]},
        ],
    })
}
