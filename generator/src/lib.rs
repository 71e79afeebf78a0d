#![doc = "Reads the specs of the Open Platform's endpoints and turns them into code, schemas and pages."]
#![doc = ""]
#![doc = "Pure: takes texts, gives texts and diagnostics. Never touches the disk, the network, the clock or the environment."]

pub mod check;
pub mod coverage;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod drift;
pub mod emit;
pub mod ir;
pub mod load;
pub mod lookup;
pub mod lower;
pub mod naming;
pub mod outline;
pub mod page;
pub mod schema;
pub mod source;
pub mod spec;
pub mod usage;
