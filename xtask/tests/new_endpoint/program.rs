//! Calls a made-up endpoint against the mock server.

use feishu::greenhouse::{
    ErrorCode,
    v1::plant::{self, create},
};
use feishu::{Client, Endpoint};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = || arguments.next().ok_or("address, app ID and app secret are needed");
    let (address, app_id, app_secret) = (argument()?, argument()?, argument()?);
    let client = Client::builder(app_id, app_secret).open_url(address).build()?;

    let planted = client.send(plant::Create::new("bed_7", "Basil").light(create::Light::Sun).height_cm(9)).await?;
    let plant = planted.plant.ok_or("the answer holds a plant")?;
    println!("{:?} {:?} {:?}", plant.plant_id, plant.light, plant.watered);

    let refused = client.send(plant::Create::new("bed_7", "A sign with far too many words on it")).await;
    println!("{}", refused.is_err_and(|error| error.code().is_some()));

    println!("{:?} {}", ErrorCode::from(91_700_001), plant::Create::META.id);
    Ok(())
}
