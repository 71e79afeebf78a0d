//! Answers whose body is handed over while it comes: which ones are files, and how to call for the rest of one.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};

use super::core::Core;
use super::job::Job;
use crate::answer::{Answer, Head, Reply};
use crate::download::{Again, ByteRange, Opened, Verdict, judge};
use crate::error::KEPT_BODY;
use crate::transport::BoxFuture;
use crate::{Body, Error, envelope};

/// The reply to a call for a file: open where it is one, complete where it is a failure after all.
pub(super) async fn open(core: &Arc<Core>, job: &Job, head: Head, body: Body) -> Result<Reply, Error> {
    let body = match judge(&head) {
        Verdict::File | Verdict::Failure => body,
        Verdict::Unclear => match begin(body).await.map_err(|error| error.with_head(&head))? {
            // Nothing that the platform says of a failure is that long.
            Begun::Long(body) => body,
            Begun::Whole(content) => {
                let reply = Reply::whole(head.clone(), content.clone());
                if envelope::stated_failure(&reply).is_some() {
                    return Ok(reply);
                }
                Body::from(content)
            }
        },
    };
    let again = job.meta.ranges.then(|| Arc::new(Rest { core: Arc::clone(core), job: job.clone() }) as Arc<dyn Again>);
    let opened = Opened { body, asked: job.range, clock: Some(core.shared_clock()), again };
    Ok(Reply::opened(head, opened))
}

enum Begun {
    Whole(Bytes),
    Long(Body),
}

/// Reads as much of a body as an envelope can be long.
async fn begin(mut body: Body) -> Result<Begun, Error> {
    let mut read = BytesMut::new();
    while let Some(data) = body.data().await? {
        read.extend_from_slice(&data);
        if read.len() > KEPT_BODY {
            return Ok(Begun::Long(Body::after(read.freeze(), body)));
        }
    }
    Ok(Begun::Whole(read.freeze()))
}

/// The same call, for the rest of its file.
struct Rest {
    core: Arc<Core>,
    job: Job,
}

impl Again for Rest {
    fn call(&self, range: ByteRange) -> BoxFuture<'static, Result<Reply, Error>> {
        let core = Arc::clone(&self.core);
        let job = Job { range: Some(range), ..self.job.clone() };
        Box::pin(async move { core.perform::<Resumed>(&job).await.map(|Resumed(reply)| reply) })
    }
}

/// The reply to a call for a file, not yet looked at.
struct Resumed(Reply);

impl Answer for Resumed {
    fn streams(head: &Head) -> bool {
        judge(head) != Verdict::Failure
    }

    fn answer(reply: Reply) -> Result<Self, Error> {
        let failed = !reply.is_open();
        if failed { Err(envelope::failure(&reply)) } else { Ok(Self(reply)) }
    }
}
