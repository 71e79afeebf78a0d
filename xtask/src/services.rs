//! Services by the names that people give on the command line.

use feishu_generator::diagnostic::nearest;
use feishu_generator::ir::{Client, Service};

use crate::failure::Failure;

/// The service of a name.
pub(crate) fn find<'c>(client: &'c Client, wanted: &str) -> Result<&'c Service, Failure> {
    if let Some(service) = client.services.iter().find(|service| service.name.wire == wanted) {
        return Ok(service);
    }
    let known = client.services.iter().map(|service| service.name.wire.as_str());
    let help = match nearest(wanted, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
    };
    Err(Failure::usage(format!("the specs have no service `{wanted}`")).with_help(help))
}
