//! The documentation's own examples, decoded: nothing that an example shows may be lost on the way through the types.
//!
//! The pages are no part of the repository. They are looked for in `../shared/docs` beside it; where they are not, the tests
//! say so and pass.

mod examples;
mod lost;
mod page;
